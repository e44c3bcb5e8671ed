using Counterweight.Cli.Arguments;
using Counterweight.Cli.Costs;
using Counterweight.Cli.Fitting;
using Counterweight.Cli.Splitting;

namespace Counterweight.Cli.Comparison;

/// <summary>What is compared, and on which splits.</summary>
/// <param name="FirstSeed">Seed of the first split; the others follow it.</param>
/// <param name="Seeds">Number of splits.</param>
/// <param name="Splitter">How rows are split.</param>
internal sealed record ComparisonOptions(ulong FirstSeed, int Seeds, RowSplitter Splitter)
{
    /// <summary>The models.</summary>
    public IReadOnlyList<ModelSettings> Models { get; init; } = [.. ModelFamilies.All.Select(family => new ModelSettings { Family = family })];

    /// <summary>The class weights that each model has in turn.</summary>
    public IReadOnlyList<WeightChoice> Weights { get; init; } = [WeightChoice.None, WeightChoice.Balanced];

    /// <summary>What mistakes cost; null: not known.</summary>
    public CostChoice? Costs { get; init; }

    /// <summary>The class of two that alarms are about; null: the rarer one.</summary>
    public string? Positive { get; init; }

    /// <summary>Whether to compare focal loss, resampling and probabilities too.</summary>
    public bool Calibration { get; init; }

    /// <summary>The seed of a split; the one after the last is 0.</summary>
    public ulong Seed(int split) => unchecked(FirstSeed + (ulong)split);

    /// <summary>How rows are split and by which seeds, in words.</summary>
    /// <param name="isOfClasses">Whether rows have classes.</param>
    public string DescribeSplit(bool isOfClasses = true) =>
        $"{Splitter.Describe(isOfClasses)}{(Splitter.Time is not null && Seeds > 1 ? " for every seed" : "")}, {DescribeSeeds()}";

    private string DescribeSeeds() => Seeds == 1
        ? FormattableString.Invariant($"seed {FirstSeed}")
        : FormattableString.Invariant($"means over the seeds {FirstSeed} to {Seed(Seeds - 1)}");
}
