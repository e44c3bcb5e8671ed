namespace Counterweight.Training.Forests;

/// <summary>How <see cref="ExtraTreesClassifier"/> are grown. The default: 100 trees on all rows, √F features at every node, thresholds drawn at random.</summary>
public sealed record ExtraTreesOptions : ForestOptions
{
    internal override bool RandomThresholds => true;
}
