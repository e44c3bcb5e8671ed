namespace Counterweight.Mutation.Faults;

/// <summary>Random numbers by place.</summary>
internal static class RandomnessFaults
{
    private const string Philox = "Counterweight.Tests: *.PhiloxKnownAnswerTests *.RandomStreamTests";
    private const string Streams = "Counterweight.Tests: *.RandomStreamTests";
    private const string Normal = "Counterweight.Tests: *.RandomStreamTests *.NormalQuantileTests";

    public static IReadOnlyList<Fault> All { get; } =
    [
        new("nine rounds", "PhiloxLoop.cs", "Rounds = 10", "Rounds = 9", Philox),
        new("one key for both words", "PhiloxLoop.cs", "firstKey1 = TLanes.Create(seed >> 32)", "firstKey1 = TLanes.Create(seed)", Philox),
        new("the stream's upper half is lost", "PhiloxLoop.cs", "stream1 = TLanes.Create(stream >> 32)", "stream1 = TLanes.Create(0)", Philox),
        new("the number of a block has 32 bits", "PhiloxLoop.cs", "TLanes.Upper(index), stream0", "TLanes.Create(0), stream0", Philox),
        new("a head begins at its block", "PhiloxLoop.cs", "part[skipped..WordsInBlock]", "part[..(WordsInBlock - skipped)]", Philox),
        new("the tail repeats the first block", "PhiloxLoop.cs", "block + ((ulong)whole * (ulong)TLanes.Count), ref part[0], 1", "block, ref part[0], 1", Philox),
        new("blocks of a loop step by one", "PhiloxLoop.cs", "next = TLanes.Create((ulong)TLanes.Count)", "next = TLanes.Create(1)", Philox),
        new("uniform floats have 25 bits", "RandomStream.cs", "ShiftRightLogical(words, 8, words)", "ShiftRightLogical(words, 7, words)", Streams),
        new("uniform doubles are in [1, 2)", "RandomStream.cs", "        TensorPrimitives.Subtract(destination, 1, destination);\n", "", Streams),
        new("open numbers may be 0", "RandomStream.cs", "        TensorPrimitives.Add(destination, Math.ScaleB(1, -53), destination);\n", "", "Counterweight.Tests: *.AccuracyTests"),
        new("parts begin at the same place", "RandomStream.cs", "            BelowLoop.Scale(pairs, bound, part);\n            destination = destination[part.Length..];\n            start += part.Length;", "            BelowLoop.Scale(pairs, bound, part);\n            destination = destination[part.Length..];", Streams),
        new("pairs overlap", "RandomStream.cs", "Words(2 * (ulong)start, MemoryMarshal", "Words((ulong)start, MemoryMarshal", Streams),
        new("a place past the last is taken", "RandomStream.cs", "last - (count - 1)", "last", Streams),
        new("streams of a seed are equal", "RandomStream.cs", "Seed == other.Seed && Stream == other.Stream", "Seed == other.Seed", Streams),
        new("quantiles of the far tail are those of the near one", "NormalQuantile.cs", "TBlock.LessThan(TBlock.Constant(5), edge)", "TBlock.LessThan(TBlock.Constant(50), edge)", Normal),
        new("quantiles have no sign", "NormalQuantile.cs", "TBlock.SelectLess(q, TBlock.Zero, -magnitude, magnitude)", "magnitude", Normal),
        new("a coefficient of the near tail is off", "NormalQuantile.cs", "1.27045825245236838258", "1.27045825345236838258", Normal),
    ];
}
