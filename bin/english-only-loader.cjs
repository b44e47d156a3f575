// React Aria brings what it says itself (of dragging, selecting, sorting) in 34 languages, and all of them to every browser: 29 KB of
// the outline were what dragging is called in Estonian. The studio speaks English, so that is what comes along, on the server as in the
// browser; numbers and dates are written in the language of the browser all the same. Its own plugin for this does not know Turbopack.

const LOCALE = /^(?:import \S+ from "[^"]*\/|\s*")([a-z]{2}-[A-Z]{2})(?:\.mjs";|": .*)$/;

/** A list of translations (`intlStrings.mjs`) with the English one alone. */
module.exports = function englishOnly(source) {
  const kept = source.split('\n').filter((line) => {
    const locale = LOCALE.exec(line)?.[1];
    return locale === undefined || locale === 'en-US';
  });
  return kept.join('\n');
};
