using Counterweight.Core.Simd;

namespace Counterweight.Core.Sums;

/// <summary>What <see cref="SquareLoop{TBlock, T, TMoments}"/> sums lane by lane, even blocks apart from odd ones.</summary>
internal struct SquareLanes<TBlock>
    where TBlock : struct, ISimdBlock<TBlock, double>
{
    public TBlock EvenSquares;
    public TBlock OddSquares;
    public TBlock EvenSum;
    public TBlock OddSum;
    public TBlock Positive;

    public readonly double Squares => TBlock.Sum(EvenSquares + OddSquares);

    public readonly double Sum => TBlock.Sum(EvenSum + OddSum);

    public readonly long Count => (long)TBlock.Sum(Positive);
}
