namespace Counterweight.Training.Ensembles;

/// <summary>How a <see cref="BaggingClassifier"/> is fitted. The default: 10 bags, balanced.</summary>
public sealed record BaggingOptions
{
    /// <summary>Number of bags, at least 1.</summary>
    public int BagCount { get; init; } = 10;

    /// <summary>How many rows of each class a bag draws. <see cref="ClassSampling.None"/>: as many rows as there are with weight, drawn with replacement whatever their class.</summary>
    public ClassSampling ClassSampling { get; init; } = ClassSampling.Balanced;

    /// <summary>Seed of the draws of all bags.</summary>
    public ulong Seed { get; init; }

    /// <summary>Bags fitted side by side at most, at least 1; threads of the base trainer come on top. The model is the same.</summary>
    public int DegreeOfParallelism { get; init; } = 1;

    internal static void Validate(BaggingOptions options)
    {
        const string Parameter = nameof(options);
        Require.AtLeast(options.BagCount, 1, nameof(BagCount), Parameter);
        Require.AtLeast(options.DegreeOfParallelism, 1, nameof(DegreeOfParallelism), Parameter);
    }
}
