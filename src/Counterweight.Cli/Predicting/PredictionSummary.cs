namespace Counterweight.Cli.Predicting;

/// <summary>What came of predicting a file.</summary>
/// <param name="Source">The file's name.</param>
/// <param name="RowCount">Rows predicted.</param>
/// <param name="Notes">What the user should know, a sentence each.</param>
/// <param name="Named">The names of the columns that options name, in the order of the options.</param>
internal sealed record PredictionSummary(string Source, long RowCount, IReadOnlyList<string> Notes, IReadOnlyList<string> Named);
