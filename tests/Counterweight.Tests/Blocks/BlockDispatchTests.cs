using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Simd;
using Xunit;

namespace Counterweight.Tests.Blocks;

/// <summary>Which blocks loops are given.</summary>
public sealed class BlockDispatchTests
{
    [Fact]
    public void ALoopHasBlocksOf64Bytes()
    {
        var (singles, doubles) = (new Job<float>(), new Job<double>());
        BlockDispatch.Run<Job<float>, float>(ref singles);
        BlockDispatch.Run<Job<double>, double>(ref doubles);
        Assert.Equal((64, 64), (singles.Bytes, doubles.Bytes));
        Assert.Equal(BlockDispatch.RegisterBits < 512, singles.HasSeveralRegisters);
        Assert.Equal(BlockDispatch.RegisterBits < 512, doubles.HasSeveralRegisters);
    }

    [Fact]
    public void ALoopByLaneHasTheRegistersThatItAsksFor()
    {
        var (one, two) = (new Job<float>(), new Job<double>());
        BlockDispatch.RunByLane<Job<float>, float, Registers.One>(ref one);
        BlockDispatch.RunByLane<Job<double>, double, Registers.Two>(ref two);
        Assert.Equal((RegisterWidth.Bits / 8, Math.Min(64, RegisterWidth.Bits / 4)), (one.Bytes, two.Bytes));
        Assert.False(one.HasSeveralRegisters);
        Assert.Equal(BlockDispatch.RegisterBits < 512, two.HasSeveralRegisters);
    }

    [Fact]
    public void TwoRegistersAndFourAreSeveral()
    {
        Assert.True(BlockDispatch.HasSeveralRegisters<VectorBlock<float, Registers.Four>, float>());
        Assert.True(BlockDispatch.HasSeveralRegisters<VectorBlock<double, Registers.Two>, double>());
        Assert.False(BlockDispatch.HasSeveralRegisters<VectorBlock<float, Registers.One>, float>());
        Assert.False(BlockDispatch.HasSeveralRegisters<Vector512Block<double>, double>());
    }

    private struct Job<T> : IBlockJob<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public int Bytes { get; private set; }

        public bool HasSeveralRegisters { get; private set; }

        public void Run<TBlock>()
            where TBlock : struct, ISimdBlock<TBlock, T> => (Bytes, HasSeveralRegisters) = (TBlock.Count * Unsafe.SizeOf<T>(), BlockDispatch.HasSeveralRegisters<TBlock, T>());
    }
}
