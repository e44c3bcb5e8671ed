using Counterweight.Cli.Columns;
using Counterweight.Cli.Fitting;
using Counterweight.Cli.Models;

namespace Counterweight.Cli.Output;

/// <summary>What was trained.</summary>
/// <param name="Data">The rows.</param>
/// <param name="Facts">How.</param>
/// <param name="Model">How it was fitted.</param>
/// <param name="Seconds">Time to fit.</param>
/// <param name="Target">Where the model went.</param>
internal sealed record TrainingReport(TableDataset Data, ModelFacts Facts, ModelSettings Model, double Seconds, OutputFile Target);
