// How often function words stand among a thousand words of English lessons, and how much that varies from lesson to lesson: word, mean
// and standard deviation over 205 lessons of real courses.
const USUAL = `
a:30.04:11.38 about:1.19:1.34 above:0.83:1.13 across:0.18:0.6 after:0.87:1.2 again:0.31:0.68 against:0.05:0.21
all:2.34:2.78 almost:0.05:0.19 alone:0.02:0.18 along:0.17:0.4 already:0.52:0.94 also:1.76:1.89 although:0.13:0.42
always:0.5:1.13 am:0.04:0.37 among:0.01:0.1 an:5.55:4.37 and:19.04:7.08 another:0.55:0.87 any:1.23:1.48
anybody:0.01:0.08 anyone:0.08:0.32 anything:0.11:0.4 anywhere:0.03:0.22 are:5.64:3.99 around:0.28:0.58 as:6.56:3.64
at:2.82:2.84 away:0.06:0.26 back:0.58:1.07 be:7.38:4.16 became:0.0:0.02 because:0.63:1.09 become:0.05:0.27
been:0.72:1.12 before:0.8:0.98 behind:0.07:0.29 being:0.48:0.87 below:1.03:1.68 between:0.6:0.95 both:0.51:0.94
but:1.85:1.73 by:4.02:2.59 can:9.6:4.21 cannot:0.2:0.65 could:0.39:0.68 did:0.16:0.45 do:1.43:1.51
does:0.58:1.0 doing:0.15:0.62 done:0.34:0.73 down:0.34:1.06 during:0.32:0.83 each:1.86:2.18 either:0.63:1.26
else:0.22:0.81 enough:0.17:0.55 even:0.4:0.8 ever:0.05:0.27 every:0.45:0.86 everybody:0.0:0.0 everyone:0.05:0.3
everything:0.19:0.45 few:0.39:0.65 for:9.88:5.31 from:5.4:3.63 further:0.06:0.23 had:0.12:0.42 has:1.89:1.8
have:3.16:2.69 having:0.14:0.38 he:0.15:0.91 her:0.19:1.45 here:0.84:1.34 herself:0.0:0.0 him:0.03:0.21
himself:0.0:0.0 his:0.14:0.74 how:2.26:2.74 however:0.3:0.6 i:0.6:1.59 if:5.7:4.78 in:16.17:5.81
indeed:0.02:0.15 instead:0.61:0.97 into:1.82:1.99 is:15.08:6.62 it:8.97:4.87 its:0.97:1.87 itself:0.15:0.44
just:0.84:1.18 least:0.08:0.35 less:0.18:0.51 like:1.86:1.93 little:0.11:0.32 many:0.7:1.29 may:0.88:1.94
me:0.03:0.21 might:0.58:1.01 mine:0.0:0.0 more:1.84:1.82 most:0.67:1.01 much:0.26:0.52 must:0.4:1.54
my:0.14:0.54 myself:0.01:0.08 near:0.03:0.21 neither:0.02:0.13 never:0.14:0.43 no:0.66:0.99 nobody:0.0:0.0
none:0.06:0.29 nor:0.03:0.2 not:2.97:2.7 nothing:0.13:0.57 now:1.53:2.02 of:19.08:7.84 off:0.66:2.26
often:0.41:1.02 on:7.19:4.57 once:0.81:1.14 one:3.11:4.39 only:1.61:1.66 onto:0.05:0.25 or:5.06:3.9
other:1.65:2.1 others:0.16:0.49 our:1.58:3.15 ours:0.0:0.05 ourselves:0.01:0.13 out:1.05:1.29 over:0.6:1.1
own:0.32:0.89 per:0.19:0.56 perhaps:0.0:0.04 quite:0.05:0.2 rather:0.13:0.35 really:0.17:0.54 same:1.35:1.66
shall:0.0:0.0 she:0.27:2.18 should:2.18:4.5 since:0.38:0.79 so:2.37:2.23 some:1.64:1.52 somebody:0.01:0.08
someone:0.06:0.29 something:0.35:0.78 sometimes:0.16:0.48 somewhere:0.03:0.17 still:0.26:0.63 such:0.87:1.31 than:0.79:1.2
that:10.89:5.27 the:82.66:29.02 their:0.74:1.41 theirs:0.01:0.16 them:1.22:1.65 themselves:0.02:0.13 then:2.41:2.31
there:1.48:1.66 therefore:0.09:0.37 these:1.72:2.04 they:1.58:2.47 this:12.6:7.76 those:0.55:1.02 though:0.16:0.7
through:0.6:1.05 thus:0.07:0.26 till:0.01:0.13 to:35.86:10.85 together:0.28:0.68 too:0.32:0.88 toward:0.02:0.12
towards:0.03:0.23 under:0.21:0.82 unless:0.03:0.17 until:0.26:0.83 up:1.5:1.9 upon:0.02:0.2 us:0.47:0.96
very:0.51:0.83 was:1.38:1.75 we:7.2:11.3 well:0.47:0.91 were:0.21:0.54 what:1.72:2.45 whatever:0.02:0.12
when:2.97:2.47 where:0.95:1.26 whereas:0.03:0.16 whether:0.28:0.89 which:2.46:2.97 while:0.43:0.8 who:0.2:0.75
whom:0.0:0.0 whose:0.07:0.32 why:0.28:0.69 will:6.55:4.66 with:8.78:4.99 within:0.25:0.76 without:0.41:0.77
would:0.99:1.69 yet:0.15:0.47 you:15.47:10.27 your:7.05:6.56 yours:0.02:0.2 yourself:0.12:0.36`;

/** Mean and standard deviation of each function word. */
export const VOICE_REFERENCE: ReadonlyMap<string, readonly [number, number]> = new Map(
  USUAL.trim()
    .split(/\s+/)
    .map((one) => {
      const [word = '', usual, spread] = one.split(':');
      return [word, [Number(usual), Number(spread)]];
    }),
);
