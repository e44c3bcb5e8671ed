namespace Counterweight.Mutation;

/// <summary>One recorded line.</summary>
/// <param name="Name">The fault's name.</param>
/// <param name="Edit">The fault's <see cref="Fault.Edit"/>.</param>
/// <param name="Outcome">Whether and where it was found.</param>
/// <param name="Killer">The test that found it, or "-".</param>
/// <param name="Commit">The commit it was planted in.</param>
internal sealed record Result(string Name, string Edit, Outcome Outcome, string Killer, string Commit);
