namespace Counterweight.Cli.Predicting;

/// <summary>Some rows with their predictions. Who takes it copies what he keeps: it is filled again.</summary>
/// <param name="RowCount">Rows.</param>
/// <param name="Probabilities">Of all classes, row-major.</param>
/// <param name="Answers">The class decided for, one a row; −1 where a probability is no number.</param>
/// <param name="Kept">The columns that are kept.</param>
internal sealed record PredictionBlock(int RowCount, double[] Probabilities, int[] Answers, IReadOnlyList<KeptCells> Kept);
