using System.Numerics;
using Counterweight.Benchmarks.Timing;
using Counterweight.Core.Simd;

namespace Counterweight.Benchmarks.Roofline;

/// <summary>What one core allows, measured.</summary>
internal static class Ceilings
{
    private static readonly TimeSpan Budget = TimeSpan.FromMilliseconds(300);

    /// <summary>Gigabytes a second, read and written together, of a copy that touches so many bytes.</summary>
    public static double CopyGigabytes(double bytes)
    {
        using var buffers = new CopyBuffers(bytes);
        return Billions(bytes, InterleavedTimer.SecondsPerCall([() => buffers.Copy(threads: 1)], Budget)[0]);
    }

    /// <summary>Billions of fused multiply-adds a second, lanes counted.</summary>
    public static double FusedMultiplyAdds<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var loop = default(FusedMultiplyAddLoop<T>);
        var seconds = InterleavedTimer.SecondsPerCall([() => BlockDispatch.Run<FusedMultiplyAddLoop<T>, T>(ref loop)], Budget)[0];
        return Billions(loop.Count, seconds);
    }

    /// <summary>Billions of exponentials a second, lanes counted.</summary>
    public static double Exponentials<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var loop = default(ExponentialLoop<T>);
        var seconds = InterleavedTimer.SecondsPerCall([() => BlockDispatch.Run<ExponentialLoop<T>, T>(ref loop)], Budget)[0];
        return Billions(loop.Count, seconds);
    }

    /// <summary>Billions a second.</summary>
    public static double Billions(double count, double seconds) => count / seconds / 1e9;
}
