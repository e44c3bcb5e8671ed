using System.Runtime.InteropServices;
using Xunit;

namespace Counterweight.Tests.Losses;

/// <summary>Spans of two types overlap where they share a byte, whichever of them comes first and is asked about.</summary>
public sealed class OverlapGuardTests
{
    [Fact]
    public void IsThatOfTheBytes()
    {
        var memory = new byte[256].AsMemory();
        foreach (var (length, other) in ((int, int)[])[(1, 1), (4, 4), (1, 9), (9, 1), (0, 3), (3, 0)])
        {
            for (var shift = -96; shift <= 96; shift += 4)
            {
                var floats = memory.Slice(128, 4 * length);
                var doubles = memory.Slice(128 + shift, Math.Min(8 * other, 128 - shift));
                doubles = doubles[..(doubles.Length / 8 * 8)];
                var expected = floats.Span.Overlaps(doubles.Span);
                Assert.Equal(expected, Guard.Overlap<float, double>(MemoryMarshal.Cast<byte, float>(floats.Span), MemoryMarshal.Cast<byte, double>(doubles.Span)));
                Assert.Equal(expected, Guard.Overlap<double, float>(MemoryMarshal.Cast<byte, double>(doubles.Span), MemoryMarshal.Cast<byte, float>(floats.Span)));
            }
        }
    }
}
