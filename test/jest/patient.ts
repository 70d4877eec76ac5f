// Thousands of runs take minutes; what hangs is ended all the same.
jest.setTimeout(1_200_000);
