using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Counterweight.Core.Simd;
using Counterweight.Core.Work;

namespace Counterweight.Neighbors;

/// <summary>The squared distance of two rows: of numbers in lanes, feature i in lane i mod 16, folded, and then of nominal features in their order.</summary>
/// <typeparam name="TBlock">The block.</typeparam>
/// <typeparam name="TWeights">Whether numbers have weights.</typeparam>
/// <typeparam name="TMissing">Whether values may be missing.</typeparam>
[StructLayout(LayoutKind.Auto)]
internal readonly unsafe struct PairDistance<TBlock, TWeights, TMissing>
    where TBlock : struct, ISimdBlock<TBlock, float>
    where TWeights : struct, IStaticFlag
    where TMissing : struct, IStaticFlag
{
    private readonly PointLayout layout;
    private readonly float allWeights;

    public PairDistance(in PointLayout layout)
    {
        this.layout = layout;
        var sum = TBlock.Zero;
        for (nint i = 0; i < layout.Stride; i += TBlock.Count)
        {
            sum += TBlock.Load(ref layout.Weights[i]);
        }

        allWeights = TBlock.Sum(sum);
        for (nint i = 0; i < layout.NominalCount; i++)
        {
            allWeights += layout.Nominals[i].Weight;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Of(in PointRows one, nint row, in PointRows other, nint otherRow)
    {
        ref var a = ref one.Numbers[row * layout.Stride];
        ref var b = ref other.Numbers[otherRow * layout.Stride];
        var (sum, weights) = (TBlock.Zero, TBlock.Zero);
        for (nint i = 0; i < layout.Stride; i += TBlock.Count)
        {
            var difference = TBlock.Load(ref Unsafe.Add(ref a, i)) - TBlock.Load(ref Unsafe.Add(ref b, i));
            if (TMissing.IsOn)
            {
                // Numbers are finite or NaN: their difference is NaN where one is.
                weights += TBlock.SelectEqual(difference, difference, TBlock.Load(ref layout.Weights[i]), TBlock.Zero);
                difference = TBlock.SelectEqual(difference, difference, difference, TBlock.Zero);
            }

            sum = TBlock.FusedMultiplyAdd(TWeights.IsOn ? TBlock.Load(ref layout.Weights[i]) * difference : difference, difference, sum);
        }

        var total = TBlock.Sum(sum);
        var present = TMissing.IsOn ? TBlock.Sum(weights) : 0;
        if (layout.NominalCount > 0)
        {
            AddNominals(one.Codes + (row * layout.NominalCount), other.Codes + (otherRow * layout.NominalCount), ref total, ref present);
        }

        return TMissing.IsOn ? Scaled(total, present) : total;
    }

    private void AddNominals(int* a, int* b, ref float total, ref float present)
    {
        for (nint i = 0; i < layout.NominalCount; i++)
        {
            ref readonly var column = ref layout.Nominals[i];
            if (!TMissing.IsOn || (a[i] >= 0 && b[i] >= 0))
            {
                total = MathF.FusedMultiplyAdd(column.Weight, column.Table[((nint)a[i] * column.ValueCount) + b[i]], total);
                present += column.Weight;
            }
        }
    }

    /// <summary>A product of two floats and its quotient are exact, and rounded once, in double; where nothing is missing the quotient is the sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private float Scaled(float total, float present) =>
        present > 0 ? (float)((double)total * allWeights / present) : float.PositiveInfinity;
}
