using System.Numerics;
using Counterweight.Losses;
using Counterweight.Tests.Losses;

namespace Counterweight.Tests.Golden;

/// <summary>Which of our losses each stored loss is: one line each.</summary>
internal static class GoldenLosses<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Losses by their stored names.</summary>
    public static IReadOnlyDictionary<string, Func<GoldenBatch<T>, Evaluated<T>>> All { get; } = new Dictionary<string, Func<GoldenBatch<T>, Evaluated<T>>>(StringComparer.Ordinal)
    {
        ["binary-cross-entropy"] = batch => batch.Points(new BinaryCrossEntropy<T>(batch["positiveWeight"], batch["negativeWeight"], batch["labelSmoothing"])),
        ["binary-focal"] = batch => batch.Points(new BinaryFocalLoss<T>(batch["gamma"], batch["alpha"], T.One - batch["alpha"])),
        ["softmax-cross-entropy"] = batch => batch.Rows(new SoftmaxCrossEntropy<T>(batch["labelSmoothing"], batch.IgnoreLabel)),
    };
}
