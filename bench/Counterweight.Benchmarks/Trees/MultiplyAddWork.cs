using Counterweight.Benchmarks.Roofline;
using Counterweight.Benchmarks.Timing;
using Counterweight.Core.Simd;

namespace Counterweight.Benchmarks.Trees;

/// <summary>A billion fused multiply-adds of floats in registers, lanes counted: what one core does at most.</summary>
internal sealed class MultiplyAddWork : ServedTreeWork
{
    private FusedMultiplyAddLoop<float> loop;

    public MultiplyAddWork(TreeRequest request) => request.RefuseOthers();

    public override double Seconds(int threads, TimeSpan budget, Clock clock)
    {
        var seconds = InterleavedTimer.SecondsPerCall([() => BlockDispatch.Run<FusedMultiplyAddLoop<float>, float>(ref loop)], budget, clock)[0];
        return seconds / loop.Count * 1e9;
    }

    public override void WriteResults(string directory)
    {
    }
}
