namespace Counterweight.Mutation;

/// <summary>What a run of tests told.</summary>
/// <param name="Count">Tests that ran, where all passed.</param>
/// <param name="Killer">The first test that failed, "(hang)" or "(crash)"; null where all passed.</param>
internal sealed record TestResult(int Count, string? Killer);
