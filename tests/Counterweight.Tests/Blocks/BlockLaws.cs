using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Numerics;
using Counterweight.Core.Simd;
using Xunit;

namespace Counterweight.Tests.Blocks;

/// <summary>Every operation of a block against its scalar definition, lane by lane.</summary>
internal sealed class BlockLaws<TBlock, T>
    where TBlock : struct, ISimdBlock<TBlock, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly int Count = 64 / Unsafe.SizeOf<T>();

    private readonly Random random = new(3);

    private static T MinNormal => T.ScaleB(T.One, typeof(T) == typeof(float) ? -126 : -1022);

    [Law]
    public static void Constants()
    {
        Assert.Equal(Count, TBlock.Count);
        Assert.Equal(Enumerable.Repeat(T.Zero, Count), Lanes(TBlock.Zero));
        Assert.Equal(Enumerable.Repeat(T.One, Count), Lanes(TBlock.One));
        Assert.Equal(Enumerable.Range(0, Count).Select(T.CreateChecked), Lanes(TBlock.LaneIndex));
        Assert.Equal(Enumerable.Repeat(T.CreateChecked(0.1), Count), Lanes(TBlock.Constant(0.1)));
        Assert.Equal(Enumerable.Repeat(T.Pi, Count), Lanes(TBlock.Create(T.Pi)));
    }

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

    [Law]
    public void ScaleBRoundsOnce()
    {
        var limit = typeof(T) == typeof(float) ? 250 : 2000;
        for (var i = 0; i < 20_000; i++)
        {
            var values = Fill(() => T.CreateChecked((random.NextDouble() + 0.5) * (random.Next(2) - 0.5)));
            (values[0], values[1], values[2], values[3]) = (T.Zero, T.PositiveInfinity, T.NaN, T.NegativeZero);

            // Half of them end near the subnormal numbers.
            var exponents = Fill(() => T.CreateChecked(random.Next(2) == 0 ? random.Next(-limit, limit + 1) : -limit * 65 / 128 + random.Next(-40, 40)));
            var scaled = Lanes(TBlock.ScaleB(Block(values), Block(exponents)));
            for (var lane = 0; lane < Count; lane++)
            {
                Same(T.ScaleB(values[lane], int.CreateChecked(exponents[lane])), scaled[lane], exact: false);
            }
        }
    }

    [Law]
    public void DecomposeIsExact()
    {
        var three = T.CreateChecked(0.75);
        foreach (var values in Inputs([MinNormal, T.Epsilon, T.BitDecrement(MinNormal), three, T.BitDecrement(three), T.CreateChecked(1.5), T.BitDecrement(T.CreateChecked(1.5)), T.One]))
        {
            for (var lane = 0; lane < Count; lane++)
            {
                values[lane] = T.IsFinite(values[lane]) && values[lane] != T.Zero ? T.Abs(values[lane]) : T.One;
            }

            TBlock.Decompose(Block(values), out var mantissa, out var exponent);
            var (m, e) = (Lanes(mantissa), Lanes(exponent));
            for (var lane = 0; lane < Count; lane++)
            {
                Assert.InRange(m[lane], three, T.BitDecrement(T.CreateChecked(1.5)));
                Assert.Equal(values[lane], T.ScaleB(m[lane], int.CreateChecked(e[lane])));
            }
        }
    }

    [Law]
    public void DecomposeNormalIsDecompose()
    {
        var three = T.CreateChecked(0.75);
        T[] edges = [MinNormal, T.BitIncrement(MinNormal), three, T.BitDecrement(three), T.CreateChecked(1.5), T.BitDecrement(T.CreateChecked(1.5)), T.One, T.BitDecrement(T.One)];
        foreach (var values in Inputs(edges))
        {
            for (var lane = 0; lane < Count; lane++)
            {
                values[lane] = T.IsNormal(values[lane]) ? T.Abs(values[lane]) : edges[lane % edges.Length];
            }

            TBlock.DecomposeNormal(Block(values), out var mantissa, out var exponent);
            TBlock.Decompose(Block(values), out var sameMantissa, out var sameExponent);
            Assert.Equal(Lanes(sameMantissa), Lanes(mantissa));
            Assert.Equal(Lanes(sameExponent), Lanes(exponent));
            var (m, e) = (Lanes(mantissa), Lanes(exponent));
            for (var lane = 0; lane < Count; lane++)
            {
                Assert.InRange(m[lane], three, T.BitDecrement(T.CreateChecked(1.5)));
                Assert.Equal(values[lane], T.ScaleB(m[lane], int.CreateChecked(e[lane])));
            }
        }
    }

    /// <summary>Blocks of even and of odd places are summed apart in double; what adding their sum to the lanes rounds away is kept.</summary>
    [Law(0)]
    [Law(1)]
    [Law(2)]
    [Law(3)]
    [Law(8)]
    [Law(33)]
    public void BlocksAreAddedWithWhatIsLost(int count)
    {
        var blocks = new T[(count * Count) + 1];
        for (var i = 0; i < blocks.Length; i++)
        {
            blocks[i] = T.CreateChecked((random.NextDouble() - 0.3) * Math.ScaleB(1, random.Next(-20, 20)));
        }

        // What is behind the last block is not read, what is around the lanes not written.
        blocks[^1] = T.NaN;
        var (lanes, lost) = (new double[Count + 2], new double[Count + 2]);
        for (var lane = 0; lane < lanes.Length; lane++)
        {
            (lanes[lane], lost[lane]) = (Math.ScaleB(random.NextDouble(), 30), random.NextDouble());
        }

        var (expected, expectedLost) = (lanes.ToArray(), lost.ToArray());
        for (var lane = 0; lane < Count; lane++)
        {
            var (even, odd) = (0.0, 0.0);
            for (var i = 0; i < count; i++)
            {
                (even, odd) = i % 2 == 0
                    ? (even + double.CreateChecked(blocks[(i * Count) + lane]), odd)
                    : (even, odd + double.CreateChecked(blocks[(i * Count) + lane]));
            }

            var old = lanes[lane + 1];
            expected[lane + 1] = old + (even + odd);
            var added = expected[lane + 1] - old;
            expectedLost[lane + 1] += (old - (expected[lane + 1] - added)) + ((even + odd) - added);
        }

        TBlock.AddTo(ref blocks[0], count, ref lanes[1], ref lost[1]);
        Assert.Equal(expected, lanes);
        Assert.Equal(expectedLost, lost);
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

    [Law]
    public void FoldsFollowTheTree()
    {
        foreach (var values in Inputs([]))
        {
            var sum = values.ToArray();
            var greatest = values.ToArray();
            for (var half = Count / 2; half > 0; half /= 2)
            {
                for (var lane = 0; lane < half; lane++)
                {
                    sum[lane] += sum[lane + half];
                    greatest[lane] = greatest[lane] > greatest[lane + half] ? greatest[lane] : greatest[lane + half];
                }
            }

            Same(sum[0], TBlock.Sum(Block(values)), exact: false);
            Same(greatest[0], TBlock.MaxAcross(Block(values)), exact: true);
        }
    }

    [Law]
    public void AddToWidens()
    {
        var lanes = new double[Count + 2];
        var expected = new double[Count + 2];
        foreach (var values in Inputs([]).Take(50))
        {
            TBlock.AddTo(Block(values), ref lanes[1]);
            for (var lane = 0; lane < Count; lane++)
            {
                expected[lane + 1] += double.CreateChecked(values[lane]);
            }
        }

        Assert.Equal(expected, lanes);
    }

    [Law]
    public void LoadsIntegers()
    {
        int[] values = [.. Enumerable.Range(0, Count).Select(_ => random.Next(-(1 << 24), 1 << 24))];
        (values[0], values[1]) = (-(1 << 24), 1 << 24);
        Assert.Equal(values.Select(T.CreateChecked), Lanes(TBlock.Load(ref values[0])));
        if (typeof(T) == typeof(double))
        {
            (values[0], values[1]) = (int.MinValue, int.MaxValue);
            Assert.Equal(values.Select(T.CreateChecked), Lanes(TBlock.Load(ref values[0])));
        }
    }

    [Law(4)]
    [Law(5)]
    [Law(11)]
    public static void ColumnsBothWays(int stride)
    {
        T[] source = [.. Enumerable.Range(0, (Count * stride) + 4).Select(T.CreateChecked)];
        TBlock.LoadColumns(ref source[0], stride, out var c0, out var c1, out var c2, out var c3);
        TBlock[] columns = [c0, c1, c2, c3];
        var stored = source.Select(_ => -T.One).ToArray();
        var expected = stored.ToArray();
        for (var column = 0; column < 4; column++)
        {
            Assert.Equal(Enumerable.Range(0, Count).Select(row => source[(row * stride) + column]), Lanes(columns[column]));
            for (var row = 0; row < Count; row++)
            {
                expected[(row * stride) + column] = source[(row * stride) + column];
            }
        }

        TBlock.StoreColumns(ref stored[0], stride, c0, c1, c2, c3);
        Assert.Equal(expected, stored);
    }

    [Law]
    public static void PairsAndTriplesBothWays()
    {
        T[] source = [.. Enumerable.Range(0, 3 * Count).Select(T.CreateChecked)];
        var stored = new T[(3 * Count) + 2];
        TBlock.LoadInterleaved(ref source[0], out TBlock even, out TBlock odd);
        Assert.Equal(Enumerable.Range(0, Count).Select(i => source[2 * i]), Lanes(even));
        Assert.Equal(Enumerable.Range(0, Count).Select(i => source[(2 * i) + 1]), Lanes(odd));
        TBlock.StoreInterleaved(ref stored[1], even, odd);
        Assert.Equal([T.Zero, .. source[..(2 * Count)], .. new T[Count + 1]], stored);

        TBlock.LoadInterleaved(ref source[0], out var first, out var second, out var third);
        Assert.Equal(Enumerable.Range(0, Count).Select(i => source[3 * i]), Lanes(first));
        Assert.Equal(Enumerable.Range(0, Count).Select(i => source[(3 * i) + 1]), Lanes(second));
        Assert.Equal(Enumerable.Range(0, Count).Select(i => source[(3 * i) + 2]), Lanes(third));
        TBlock.StoreInterleaved(ref stored[1], first, second, third);
        Assert.Equal([T.Zero, .. source, T.Zero], stored);
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
