namespace Counterweight.Cli.Splitting;

/// <summary>Rows to train on and rows held back, both ascending.</summary>
internal sealed record RowSplit(int[] TrainRows, int[] TestRows);
