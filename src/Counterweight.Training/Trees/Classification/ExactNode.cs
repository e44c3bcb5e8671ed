using Counterweight.Histograms;
using Counterweight.Sorting;
using Counterweight.Splits.Exact;
using Counterweight.Training.Data;

namespace Counterweight.Training.Trees.Classification;

/// <summary>What the exact search reads of a node.</summary>
internal readonly ref struct ExactNode
{
    public required SortedRows Rows { get; init; }

    public required Dataset Data { get; init; }

    public required ReadOnlySpan<WeightedLabel> Labels { get; init; }

    /// <summary>Rows and weight of every class.</summary>
    public required ReadOnlySpan<ClassCell> Totals { get; init; }

    public required WeightScale Scale { get; init; }
}
