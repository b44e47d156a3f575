import fc from 'fast-check';

// A mutant that the random cases of a third of a second do not notice is seldom noticed by the next hundred, and every mutant
// that they reach would wait for them.
fc.configureGlobal({ interruptAfterTimeLimit: 300, markInterruptAsFailure: false });
