namespace Counterweight.Training.Trees;

/// <summary>How a decision tree is grown.</summary>
public sealed record TreeOptions
{
    /// <summary>What a split lowers.</summary>
    public Impurity Impurity { get; init; }

    /// <summary>Class weights, multiplied by any sample weights.</summary>
    public ClassWeighting Weighting { get; init; }

    /// <summary>Most splits between the root and a leaf, at least 0.</summary>
    public int MaxDepth { get; init; } = int.MaxValue;

    /// <summary>Fewest rows of a leaf, at least 1; a row counts as one whatever its weight.</summary>
    public int MinRows { get; init; } = 1;

    /// <summary>Least weight of a leaf, class weights × sample weights; at least 0.</summary>
    public double MinWeight { get; init; }

    /// <summary>Whether thresholds lie between bins or between all values.</summary>
    public SplitSearchMethod Search { get; init; }

    internal static void Validate(TreeOptions options)
    {
        if (!Enum.IsDefined(options.Impurity) || !Enum.IsDefined(options.Weighting) || !Enum.IsDefined(options.Search))
        {
            throw new ArgumentException($"Unknown impurity {options.Impurity}, weighting {options.Weighting} or search {options.Search}.", nameof(options));
        }

        if (options.MaxDepth < 0 || options.MinRows < 1)
        {
            throw new ArgumentException($"Depth {options.MaxDepth}, rows of a leaf {options.MinRows}: at least 0 and 1.", nameof(options));
        }

        if (!(options.MinWeight >= 0 && double.IsFinite(options.MinWeight)))
        {
            throw new ArgumentException($"The least weight {options.MinWeight} of a leaf is not a finite number of at least 0.", nameof(options));
        }
    }
}
