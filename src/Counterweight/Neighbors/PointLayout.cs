using System.Runtime.InteropServices;
using Counterweight.Core.Memory;

namespace Counterweight.Neighbors;

/// <summary>
/// Which features a distance reads, and how rows are laid out for it: numbers first, filled up with zeros to whole
/// blocks, and apart from them the codes of nominal features. Features of weight 0 are left out.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly unsafe struct PointLayout
{
    /// <summary>Floats of a block.</summary>
    public const int BlockLength = 16;

    /// <summary>The features that are numbers.</summary>
    public readonly int* Features;

    /// <summary>Their weights, filled up with zeros.</summary>
    public readonly float* Weights;

    /// <summary>The nominal features.</summary>
    public readonly NominalColumn* Nominals;

    private PointLayout(ref ScratchCursor cursor, int featureCount, int numberCount, int nominalCount)
    {
        (FeatureCount, NumberCount, NominalCount) = (featureCount, numberCount, nominalCount);
        Stride = Rounding.Up(numberCount, BlockLength);
        Features = cursor.Take<int>(numberCount);
        Weights = cursor.Take<float>(Stride);
        Nominals = cursor.Take<NominalColumn>(nominalCount);
    }

    /// <summary>Features of the caller's rows.</summary>
    public int FeatureCount { get; }

    public int NumberCount { get; }

    public int NominalCount { get; }

    /// <summary>Floats of a laid out row.</summary>
    public nint Stride { get; }

    /// <summary>Cuts a buffer; of none it only counts.</summary>
    public static PointLayout Of(ref ScratchCursor cursor, int featureCount, in NeighborOptions options)
    {
        var (numbers, nominals) = (0, 0);
        for (var feature = 0; feature < featureCount; feature++)
        {
            if (WeightOf(feature, in options) > 0)
            {
                numbers += IndexOf(feature, in options) < 0 ? 1 : 0;
                nominals += IndexOf(feature, in options) < 0 ? 0 : 1;
            }
        }

        return new(ref cursor, featureCount, numbers, nominals);
    }

    /// <summary>Fills in the features. Tables are pinned for good: they must only outlive this.</summary>
    public void Fill(in NeighborOptions options)
    {
        var (numbers, nominals) = (0, 0);
        new Span<float>(Weights, (int)Stride).Clear();
        for (var feature = 0; feature < FeatureCount; feature++)
        {
            var (weight, index) = (WeightOf(feature, in options), IndexOf(feature, in options));
            if (weight > 0 && index < 0)
            {
                Features[numbers] = feature;
                Weights[numbers++] = weight;
            }
            else if (weight > 0)
            {
                var nominal = options.NominalFeatures.Span[index];
                Nominals[nominals++] = new(nominal.Pinned, nominal.ValueCount, feature, weight);
            }
        }
    }

    public static float WeightOf(int feature, in NeighborOptions options) =>
        options.FeatureWeights.IsEmpty ? 1 : options.FeatureWeights.Span[feature];

    /// <summary>Place among the nominal features, or −1.</summary>
    public static int IndexOf(int feature, in NeighborOptions options)
    {
        var nominals = options.NominalFeatures.Span;
        for (var i = 0; i < nominals.Length; i++)
        {
            if (nominals[i].Feature == feature)
            {
                return i;
            }
        }

        return -1;
    }
}
