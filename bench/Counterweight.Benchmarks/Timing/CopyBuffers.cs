using System.Runtime.InteropServices;

namespace Counterweight.Benchmarks.Timing;

/// <summary>A copy that moves as many bytes as a kernel, reads and writes together: the speed that memory allows.</summary>
internal sealed unsafe class CopyBuffers : IDisposable
{
    private readonly nuint half;
    private readonly byte* source;
    private readonly byte* destination;

    /// <param name="bytes">Bytes read plus bytes written by one copy.</param>
    public CopyBuffers(double bytes)
    {
        half = (nuint)Math.Max(64, bytes / 2);
        source = (byte*)NativeMemory.AlignedAlloc(half, 64);
        destination = (byte*)NativeMemory.AlignedAlloc(half, 64);
        NativeMemory.Fill(source, half, 1);
        NativeMemory.Fill(destination, half, 2);
    }

    /// <summary>What is copied.</summary>
    public Span<byte> Source => new(source, checked((int)half));

    /// <summary>Where to.</summary>
    public Span<byte> Destination => new(destination, checked((int)half));

    /// <summary>Copies all of it, a part on each of <paramref name="threads"/> threads.</summary>
    public void Copy(int threads)
    {
        if (threads == 1)
        {
            NativeMemory.Copy(source, destination, half);
        }
        else
        {
            Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, part => CopyPart(part, threads));
        }
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(source);
        NativeMemory.AlignedFree(destination);
    }

    private void CopyPart(int part, int parts)
    {
        var first = half * (nuint)part / (nuint)parts;
        var end = half * (nuint)(part + 1) / (nuint)parts;
        NativeMemory.Copy(source + first, destination + first, end - first);
    }
}
