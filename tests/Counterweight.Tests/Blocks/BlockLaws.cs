using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Numerics;
using Counterweight.Core.Simd;
using Xunit;

namespace Counterweight.Tests.Blocks;

/// <summary>Every operation of a block against its scalar definition, lane by lane.</summary>
internal sealed partial class BlockLaws<TBlock, T>
    where TBlock : struct, ISimdBlock<TBlock, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly int Count = TBlock.Count;

    private readonly Random random = new(3);

    private static T MinNormal => T.ScaleB(T.One, typeof(T) == typeof(float) ? -126 : -1022);

    [Law]
    public static void Constants()
    {
        Assert.Equal(ExpectedCount(), TBlock.Count);
        Assert.Equal(Enumerable.Repeat(T.Zero, Count), Lanes(TBlock.Zero));
        Assert.Equal(Enumerable.Repeat(T.One, Count), Lanes(TBlock.One));
        Assert.Equal(Enumerable.Range(0, Count).Select(T.CreateChecked), Lanes(TBlock.LaneIndex));
        Assert.Equal(Enumerable.Repeat(T.CreateChecked(0.1), Count), Lanes(TBlock.Constant(0.1)));
        Assert.Equal(Enumerable.Repeat(T.Pi, Count), Lanes(TBlock.Create(T.Pi)));
    }

    private static int ExpectedCount() =>
        typeof(TBlock) == typeof(VectorBlock<T, Registers.One>) ? Vector<T>.Count
        : typeof(TBlock) == typeof(VectorBlock<T, Registers.Two>) ? 2 * Vector<T>.Count
        : 64 / Unsafe.SizeOf<T>();

    [Law]
    public void Arithmetic()
    {
        Binary((a, b) => a + b, (a, b) => a + b);
        Binary((a, b) => a - b, (a, b) => a - b);
        Binary((a, b) => a * b, (a, b) => a * b);
        Binary((a, b) => a / b, (a, b) => a / b);
        Binary((a, b) => TBlock.FusedMultiplyAdd(a, b, TBlock.Constant(0.3)), (a, b) => T.FusedMultiplyAdd(a, b, T.CreateChecked(0.3)));
        Unary(TBlock.Sqrt, T.Sqrt);
        Unary(TBlock.Round, x => T.Round(x, MidpointRounding.ToEven));
        Unary(a => TBlock.Round(a * TBlock.Constant(0.5)), x => T.Round(x * T.CreateChecked(0.5), MidpointRounding.ToEven), [.. Enumerable.Range(-16, 32).Select(T.CreateChecked)]);
    }

    [Law]
    public void BitsOfSignsAndChoices()
    {
        Unary(a => -a, x => -x, exact: true);
        Unary(TBlock.Abs, T.Abs, exact: true);
        Binary(TBlock.Max, (a, b) => a > b ? a : b, exact: true);
        Binary(TBlock.Min, (a, b) => a < b ? a : b, exact: true);
        Binary((a, b) => TBlock.Select(TBlock.LessThan(a, b), a, b), (a, b) => a < b ? a : b, exact: true);
        Binary((a, b) => TBlock.Select(TBlock.LessThan(a, b), b, a), (a, b) => a < b ? b : a, exact: true);
        Binary((a, b) => TBlock.Select(TBlock.LessThanOrEqual(a, b), a, b), (a, b) => a <= b ? a : b, exact: true);
        Binary((a, b) => TBlock.Select(TBlock.LessThanOrEqual(a, b), b, a), (a, b) => a <= b ? b : a, exact: true);
        Binary((a, b) => TBlock.Select(TBlock.Equal(a, b), -a, b), (a, b) => a == b ? -a : b, exact: true);
        Binary((a, b) => TBlock.Select(TBlock.Equal(a, b), b, -a), (a, b) => a == b ? b : -a, exact: true);
        Unary(a => TBlock.LessThan(TBlock.Zero, a) & TBlock.One, x => x > T.Zero ? T.One : T.Zero, exact: true);
        Unary(a => a | TBlock.Constant(-0.0), x => -T.Abs(x), exact: true);
        Unary(a => a ^ TBlock.Constant(-0.0), x => -x, exact: true);
    }

    [Law]
    public void SelectionsTakeBothArms()
    {
        // Lanes that are true and false side by side, of every kind of number; -0 is 0, NaN is nothing.
        Binary((a, b) => TBlock.SelectLess(a, b, a, -b), (a, b) => a < b ? a : -b, exact: true);
        Binary((a, b) => TBlock.SelectLess(b, a, -b, a), (a, b) => b < a ? -b : a, exact: true);
        Binary((a, b) => TBlock.SelectEqual(a, b, -a, b), (a, b) => a == b ? -a : b, exact: true);
        Binary((a, b) => TBlock.SelectEqual(a, b, b, -a), (a, b) => a == b ? b : -a, exact: true);
        Unary(a => TBlock.SelectEqual(a, a, TBlock.Zero, TBlock.One), x => T.IsNaN(x) ? T.One : T.Zero, exact: true);
        for (var lane = 0; lane < Count; lane++)
        {
            var expected = Fill(() => T.One);
            expected[lane] = T.Zero;
            Assert.Equal(expected, Lanes(TBlock.SelectEqual(TBlock.LaneIndex, TBlock.Constant(lane), TBlock.Zero, TBlock.One)));
            Assert.Equal(Enumerable.Range(0, Count).Select(i => i < lane ? T.One : T.Zero), Lanes(TBlock.SelectLess(TBlock.LaneIndex, TBlock.Constant(lane), TBlock.One, TBlock.Zero)));
        }
    }

    [Law]
    public static void AnySeesEveryLane()
    {
        Assert.False(TBlock.Any(TBlock.Zero));
        for (var lane = 0; lane < Count; lane++)
        {
            Assert.True(TBlock.Any(TBlock.Equal(TBlock.LaneIndex, TBlock.Constant(lane))));
        }
    }

    /// <summary>No member of a block goes without a law in this class.</summary>
    [Law]
    public static void EveryMemberIsCalledHere()
    {
        foreach (var contract in (Type[])[typeof(IBlock<,>), typeof(ISimdBlock<,>)])
        {
            var called = CalledMembers.Of(typeof(BlockLaws<TBlock, T>), contract);
            foreach (var member in contract.GetMethods())
            {
                Assert.True(called.Contains(member.MetadataToken), $"No law calls {member}.");
            }
        }
    }

    /// <summary>A number beside a block is rounded to the type of the block and then as many lanes.</summary>
    [Law]
    public void NumbersBesideBlocks()
    {
        foreach (var number in (double[])[-2, 0.1, 1e300, -0.0, double.NaN])
        {
            var x = T.CreateTruncating(number);
            Unary(a => number + a, a => x + a);
            Unary(a => a + number, a => a + x);
            Unary(a => number - a, a => x - a);
            Unary(a => a - number, a => a - x);
            Unary(a => number * a, a => x * a);
            Unary(a => a * number, a => a * x);
            Unary(a => number / a, a => x / a);
            Unary(a => a / number, a => a / x);
        }
    }

    /// <summary>The functions of the public block are those of <see cref="BlockMath"/>, which are judged elsewhere.</summary>
    [Law]
    public void FunctionsAreThoseOfBlockMath()
    {
        Same(TBlock.Exp, BlockMath.Exp<TBlock, T>);
        Same(a => TBlock.ExpNonPositive(-TBlock.Abs(a)), a => BlockMath.ExpNonPositive<TBlock, T>(-TBlock.Abs(a)));
        Same(TBlock.Expm1, BlockMath.Expm1<TBlock, T>);
        Same(TBlock.Log, BlockMath.Log<TBlock, T>);
        Same(TBlock.Log1p, BlockMath.Log1p<TBlock, T>);
        Same(a => TBlock.Log1pUnit(TBlock.Min(TBlock.Abs(a), TBlock.One)), a => BlockMath.Log1pUnit<TBlock, T>(TBlock.Min(TBlock.Abs(a), TBlock.One)));
        Same(TBlock.Log2, BlockMath.Log2<TBlock, T>);
        Same(a => TBlock.Pow(a, TBlock.Constant(2.3)), a => BlockMath.Pow<TBlock, T>(a, TBlock.Constant(2.3)));
        Same(TBlock.Sigmoid, BlockMath.Sigmoid<TBlock, T>);
        Same(TBlock.Softplus, BlockMath.Softplus<TBlock, T>);

        void Same(Func<TBlock, TBlock> one, Func<TBlock, TBlock> other)
        {
            foreach (var values in Inputs([]))
            {
                Assert.Equal(Lanes(other(Block(values))), Lanes(one(Block(values))));
            }
        }
    }

    private void Unary(Func<TBlock, TBlock> operation, Func<T, T> definition, T[]? edges = null, bool exact = false) =>
        Binary((a, _) => operation(a), (a, _) => definition(a), exact, edges);

    private void Binary(Func<TBlock, TBlock, TBlock> operation, Func<T, T, T> definition, bool exact = false, T[]? edges = null)
    {
        foreach (var (left, right) in Inputs(edges ?? []).Zip(Inputs([]).Reverse()))
        {
            var result = Lanes(operation(Block(left), Block(right)));
            for (var lane = 0; lane < Count; lane++)
            {
                Same(definition(left[lane], right[lane]), result[lane], exact);
            }
        }
    }

    /// <summary>Blocks of edge values in random order, of random bits and of everyday numbers.</summary>
    private T[][] Inputs(T[] more)
    {
        T[] edges = [T.Zero, T.NegativeZero, T.One, T.NegativeOne, T.Epsilon, -T.Epsilon, MinNormal, T.PositiveInfinity, T.NegativeInfinity, T.NaN, T.CreateChecked(0.5), T.CreateChecked(2.5), .. more];
        return
        [
            .. Enumerable.Range(0, 200).Select(_ => Fill(() => edges[random.Next(edges.Length)])),
            .. Enumerable.Range(0, 200).Select(_ => Fill(RandomBits)),
            .. Enumerable.Range(0, 200).Select(_ => Fill(() => T.CreateChecked((random.NextDouble() * 20) - 10))),
        ];
    }

    private T RandomBits()
    {
        Span<byte> bytes = stackalloc byte[8];
        random.NextBytes(bytes);
        return Unsafe.ReadUnaligned<T>(ref bytes[0]);
    }

    private static T[] Fill(Func<T> value) => [.. Enumerable.Range(0, Count).Select(_ => value())];

    private static TBlock Block(T[] lanes) => TBlock.Load(ref lanes[0]);

    private static T[] Lanes(TBlock block)
    {
        var lanes = new T[Count];
        TBlock.Store(block, ref lanes[0]);
        return lanes;
    }

    /// <summary>Equal bits; or, unless exact, NaN both.</summary>
    private static void Same(T expected, T actual, bool exact)
    {
        if (exact || !T.IsNaN(expected) || !T.IsNaN(actual))
        {
            Assert.Equal(Bits(expected), Bits(actual));
        }
    }

    private static long Bits(T value) => typeof(T) == typeof(float)
        ? Unsafe.BitCast<T, int>(value)
        : Unsafe.BitCast<T, long>(value);
}
