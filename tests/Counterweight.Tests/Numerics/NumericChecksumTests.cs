using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Xunit;

namespace Counterweight.Tests.Numerics;

/// <summary>
/// The bits of every result that the accuracy of elementary functions is judged at, as <c>checksums.txt</c> has them: a
/// line for each function, with a hash of floats and one of doubles. Every machine and register width must agree,
/// but for arguments that a function does not take.
/// </summary>
/// <remarks>To accept new bits: <c>dotnet Counterweight.Tests.dll -explicit only -method *.WriteNumericChecksums</c>.</remarks>
public sealed class NumericChecksumTests
{
    private const int Step = 61;

    private static readonly Lazy<Dictionary<string, string[]>> Committed = new(() => File
        .ReadLines(Path.Combine(AppContext.BaseDirectory, "Numerics", "checksums.txt"))
        .Select(line => line.Split('\t'))
        .ToDictionary(fields => fields[0], fields => fields[1..], StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(ElementaryFunction.Names), MemberType = typeof(ElementaryFunction))]
    public void FloatsHaveTheCommittedBits(string name) => Assert.Equal(Committed.Value[name][0], OfFloats(name));

    [Theory]
    [MemberData(nameof(ElementaryFunction.Names), MemberType = typeof(ElementaryFunction))]
    public void DoublesHaveTheCommittedBits(string name) => Assert.Equal(Committed.Value[name][1], OfDoubles(name));

    [Fact(Explicit = true)]
    public void WriteNumericChecksums() =>
        File.WriteAllLines(CommittedPath(), ElementaryFunction.All.Keys.Select(name => $"{name}\t{OfFloats(name)}\t{OfDoubles(name)}"));

    private static string OfFloats(string name) => HashOfParts(Samples.FloatParts, part =>
    {
        var hash = new BitHash();
        var results = new float[4096];
        foreach (var samples in Samples.Floats(part, Step))
        {
            var ofThese = results.AsSpan(0, samples.Length);
            var function = ElementaryFunction.All[name];
            function.OfFloats(samples.Span, ofThese);
            for (var i = 0; i < ofThese.Length; i++)
            {
                ofThese[i] = float.IsNaN(ofThese[i]) || !function.Takes(samples.Span[i]) ? float.NaN : ofThese[i];
            }

            hash.Add(MemoryMarshal.AsBytes(ofThese));
        }

        return hash;
    });

    private static string OfDoubles(string name) => HashOfParts(Samples.DoubleParts, part =>
    {
        var function = ElementaryFunction.All[name];
        var samples = Samples.Doubles(part, function.Thresholds);
        var results = new double[samples.Length];
        function.OfDoubles(samples, results);
        for (var i = 0; i < results.Length; i++)
        {
            results[i] = double.IsNaN(results[i]) || !function.Takes(samples[i]) ? double.NaN : results[i];
        }

        var hash = new BitHash();
        hash.Add(MemoryMarshal.AsBytes<double>(results));
        return hash;
    });

    private static string HashOfParts(int count, Func<int, BitHash> hashOf)
    {
        var parts = new BitHash[count];
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = 2 }, part => parts[part] = hashOf(part));
        var hash = new BitHash();
        foreach (var part in parts)
        {
            hash.Add(part.Value);
        }

        return hash.ToString();
    }

    private static string CommittedPath([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "checksums.txt");
}
