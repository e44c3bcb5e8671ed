using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Simd;
using Counterweight.Core.Work;

namespace Counterweight.Losses.Rows;

/// <summary>The passes that write the outputs of one long row, of at least a block.</summary>
internal static unsafe class LongRowOutput<TBlock, T>
    where TBlock : struct, ISimdBlock<TBlock, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>
    /// Writes a row, which may be what the pass reads. Its end is one more block, computed before the others are written and
    /// stored over the last of them.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write<TPass>(TPass pass, nint classes, T* destination)
        where TPass : struct, IRowPass<TBlock>, allows ref struct
    {
        var size = TBlock.Count;
        var whole = classes - (classes % size);
        var last = pass.Make(classes - size);
        for (nint i = 0; i < whole; i += size)
        {
            TBlock.Store(pass.Make(i), ref destination[i]);
        }

        TBlock.Store(last, ref destination[classes - size]);
    }

    /// <summary>Replaces exponentials by the gradient.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Scale(T* exps, nint classes, T factor) => Write(new Scaling(exps, factor), classes, exps);

    /// <summary>Subtracts ε·w_j/K from a gradient.</summary>
    public static void SubtractUniform(T* gradient, nint classes, T uniformFraction, T sampleWeight, T* classWeights) =>
        Write(new UniformSubtraction(gradient, uniformFraction, sampleWeight, classWeights), classes, gradient);

    /// <summary>Hessian diagonal from exponentials, which may be in the same place.</summary>
    /// <typeparam name="TClamped">On where a negative one is written as 0.</typeparam>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Hessian<TClamped>(T* exps, nint classes, T ofProducts, T ofSquares, T sum, T* hessian)
        where TClamped : struct, IStaticFlag => Write(new Curvature<TClamped>(exps, ofProducts, ofSquares, sum), classes, hessian);

    /// <summary>The memory for the exponentials of a row: that of its gradient, or else of its Hessian, both of which are computed from them in place; null if neither is requested.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T* Exponentials(T* gradient, nint gradientStride, T* hessian, nint hessianStride, nint row) =>
        gradient != null ? gradient + (row * gradientStride)
        : hessian != null ? hessian + (row * hessianStride)
        : null;

    /// <summary>Mask of the lanes of a row's last 64 bytes that those before hold too, from lane <paramref name="first"/> on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TBlock IsRepeated(nint classes, nint first = 0) =>
        TBlock.LessThan(TBlock.LaneIndex, TBlock.Create(T.CreateTruncating(LaneSums<TBlock, T>.Lanes - (classes % LaneSums<TBlock, T>.Lanes) - first)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TBlock Weights(T* classWeights, nint first) =>
        classWeights == null ? TBlock.One : TBlock.Load(in classWeights[first]);

    private readonly struct Scaling(T* exps, T factor) : IRowPass<TBlock>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TBlock Make(nint first) => TBlock.Load(in exps[first]) * TBlock.Create(factor);
    }

    private readonly struct UniformSubtraction(T* gradient, T uniformFraction, T sampleWeight, T* classWeights) : IRowPass<TBlock>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TBlock Make(nint first) => Smoothing<TBlock, T>.SubtractUniform(
            TBlock.Load(in gradient[first]), TBlock.Create(uniformFraction), TBlock.Create(sampleWeight), Weights(classWeights, first));
    }

    private readonly struct Curvature<TClamped>(T* exps, T ofProducts, T ofSquares, T sum) : IRowPass<TBlock>
        where TClamped : struct, IStaticFlag
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TBlock Make(nint first)
        {
            var e = TBlock.Load(in exps[first]);
            var hessian = e * TBlock.FusedMultiplyAdd(TBlock.Create(ofSquares), e, TBlock.Create(ofProducts) * (TBlock.Create(sum) - e));
            return TClamped.IsOn ? TBlock.Max(TBlock.Zero, hessian) : hessian;
        }
    }
}
