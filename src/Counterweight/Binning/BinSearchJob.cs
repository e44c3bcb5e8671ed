using System.Numerics;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using Counterweight.Core.Work;
using Counterweight.Features;

namespace Counterweight.Binning;

/// <summary>Finds the bins of all features; an item is a feature.</summary>
/// <remarks>The first exception of each feature is kept. The one of the lowest feature is thrown, for any number of threads.</remarks>
[StructLayout(LayoutKind.Auto)]
internal readonly unsafe struct BinSearchJob<T, TWeight>(T* values, int rowCount, int featureCount, FeatureLayout layout, TWeight* weights, int weightCount, int maxBins, bool* isCategorical)
    : IWorkJob<BinSearchJob<T, TWeight>>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TWeight : unmanaged, IBinaryFloatingPointIeee754<TWeight>
{
    private readonly FeatureBins[] found = new FeatureBins[featureCount];
    private readonly ArgumentException?[] failures = new ArgumentException?[featureCount];

    public void Run(int item)
    {
        var data = new FeatureMatrix<T>(new ReadOnlySpan<T>(values, checked(rowCount * featureCount)), rowCount, featureCount, layout);
        var sampleWeights = new ReadOnlySpan<TWeight>(weights, weightCount);
        try
        {
            found[item] = isCategorical != null && isCategorical[item]
                ? FeatureBins.FindCategorical(data, item, sampleWeights, maxBins)
                : FeatureBins.FindNumeric(data, item, sampleWeights, maxBins);
        }
        catch (ArgumentException failure)
        {
            failures[item] = failure;
        }
    }

    /// <summary>The bins, once all items are done.</summary>
    public FeatureBins[] Found()
    {
        if (failures.FirstOrDefault(failure => failure is not null) is { } first)
        {
            ExceptionDispatchInfo.Throw(first);
        }

        return found;
    }
}
