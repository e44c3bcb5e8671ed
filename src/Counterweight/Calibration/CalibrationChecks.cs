using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Checks;
using Counterweight.Core.Numerics;

namespace Counterweight.Calibration;

/// <summary>Checks of scores, labels and weights that a calibration is fitted to.</summary>
internal static class CalibrationChecks
{
    /// <summary>Within ± this, no difference of scores overflows.</summary>
    private const double Greatest = 1e290;

    /// <summary>Scores within ±10²⁹⁰.</summary>
    public static void Scores<T>(ReadOnlySpan<T> scores, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.ElementType<T>();
        Guard.Elements(default(ScoreCheck<T>), scores, name, "it must be a number within ±1E+290");
    }

    /// <summary>Weights of rows, of which one is above 0, and their scaling.</summary>
    public static WeightScaling Weights<T>(ReadOnlySpan<T> weights, int rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.SameLengthOrEmpty(weights.Length, rows, "sampleWeights", "rows");
        var largest = weights.IsEmpty ? Math.Min(rows, 1) : Guard.Weights(weights, "sampleWeights");
        return largest > 0 ? new(largest) : throw new ArgumentException("No row has weight: there is nothing to fit to.", rows == 0 ? "scores" : "sampleWeights");
    }

    /// <summary>Labels of classes.</summary>
    public static void Labels<TLabel>(ReadOnlySpan<TLabel> labels, int classCount)
        where TLabel : unmanaged, IBinaryInteger<TLabel>
    {
        var index = LabelLoop.FirstRejected(labels, classCount, null);
        if (index >= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(labels), labels[index], Guard.Text($"labels[{index}] is {labels[index]}; a label must lie in [0, {classCount})."));
        }
    }

    /// <summary>A weight as a double, 1 where there are none.</summary>
    public static double Weight<T>(ReadOnlySpan<T> weights, int row, WeightScaling scaling)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => weights.IsEmpty ? 1 : scaling.Of(weights[row]);

    private readonly struct ScoreCheck<T> : IElementCheck<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TBlock Accepts<TBlock>(TBlock element)
            where TBlock : struct, IBlock<TBlock, T> => TBlock.LessThanOrEqual(TBlock.Abs(element), TBlock.Constant(typeof(T) == typeof(float) ? float.MaxValue : Greatest));
    }
}
