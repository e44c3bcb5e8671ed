using Counterweight.Training.Data;

namespace Counterweight.Cli.Csv;

/// <summary>A data set with where it came from.</summary>
/// <param name="Source">Name of the file.</param>
/// <param name="LabelColumn">Column the classes were read from.</param>
/// <param name="Data">The rows.</param>
internal sealed record CsvDataset(string Source, string LabelColumn, Dataset Data);
