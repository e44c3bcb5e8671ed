using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Simd;

namespace Counterweight.Losses.Rows;

/// <summary>The passes that write the outputs of one long row, of at least a block.</summary>
internal static unsafe class WideOutput<TBlock, T>
    where TBlock : struct, ISimdBlock<TBlock, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Turns exponentials into the gradient, in place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Scale(T* exps, nint classes, T factor)
    {
        var size = TBlock.Count;
        var scale = TBlock.Create(factor);
        var whole = classes - (classes % size);
        var last = TBlock.Load(in exps[classes - size]);
        for (nint i = 0; i < whole; i += size)
        {
            TBlock.Store(TBlock.Load(in exps[i]) * scale, ref exps[i]);
        }

        TBlock.Store(last * scale, ref exps[classes - size]);
    }

    /// <summary>Takes ε·w_j/K off a gradient.</summary>
    public static void TakeShare(T* gradient, nint classes, T share, T sampleWeight, T* classWeights)
    {
        var size = TBlock.Count;
        var part = TBlock.Create(share);
        var sample = TBlock.Create(sampleWeight);
        var whole = classes - (classes % size);
        var last = Smoothing<TBlock, T>.TakeShare(TBlock.Load(in gradient[classes - size]), part, sample, Weights(classWeights, classes - size));
        for (nint i = 0; i < whole; i += size)
        {
            TBlock.Store(Smoothing<TBlock, T>.TakeShare(TBlock.Load(in gradient[i]), part, sample, Weights(classWeights, i)), ref gradient[i]);
        }

        TBlock.Store(last, ref gradient[classes - size]);
    }

    /// <summary>Hessian diagonal from exponentials, which may be in the same place.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Hessian(T* exps, nint classes, T ofProducts, T ofSquares, T sum, T* hessian)
    {
        var size = TBlock.Count;
        var factor = TBlock.Create(ofProducts);
        var square = TBlock.Create(ofSquares);
        var total = TBlock.Create(sum);
        var whole = classes - (classes % size);
        var last = TBlock.Load(in exps[classes - size]);
        for (nint i = 0; i < whole; i += size)
        {
            var e = TBlock.Load(in exps[i]);
            TBlock.Store(e * TBlock.FusedMultiplyAdd(square, e, factor * (total - e)), ref hessian[i]);
        }

        TBlock.Store(last * TBlock.FusedMultiplyAdd(square, last, factor * (total - last)), ref hessian[classes - size]);
    }

    /// <summary>Mask of the lanes of a row's last block that its other blocks hold too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TBlock IsRepeated(nint classes) =>
        TBlock.LessThan(TBlock.LaneIndex, TBlock.Create(T.CreateTruncating(TBlock.Count - (classes % TBlock.Count))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TBlock Weights(T* classWeights, nint first) =>
        classWeights == null ? TBlock.One : TBlock.Load(in classWeights[first]);
}
