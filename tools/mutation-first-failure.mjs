// A change is found out by the first example that fails: nobody waits for the smallest.
import fc from 'fast-check';

fc.configureGlobal({ endOnFailure: true });
