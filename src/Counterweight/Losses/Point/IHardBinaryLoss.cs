using System.Numerics;
using System.Runtime.CompilerServices;

namespace Counterweight.Losses.Point;

/// <summary>A loss of hard binary targets whose only parameters that matter to its checks are the weights of the two classes.</summary>
internal interface IHardBinaryLoss<TSelf, T> : IPointLoss<TSelf, T>
    where TSelf : struct, IHardBinaryLoss<TSelf, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Weights of the two classes.</summary>
    BinaryWeights<T> Weights { get; }

    static string IPointLoss<TSelf, T>.TargetRule => BinaryTarget.HardRule;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TBlock IPointLoss<TSelf, T>.Accepts<TBlock>(TBlock target) => BinaryTarget.IsHard<TBlock, T>(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TBlock IPointLoss<TSelf, T>.Weight<TBlock>(TSelf loss, TBlock target) => loss.Weights.OfHard(target);

    static void IPointLoss<TSelf, T>.Validate(TSelf loss) => loss.Weights.Validate<TSelf>();
}
