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

    private static readonly Lazy<Dictionary<string, string>> Floats = new(HashFloats);

    [Theory]
    [MemberData(nameof(ElementaryFunction.Names), MemberType = typeof(ElementaryFunction))]
    public void FloatsHaveTheCommittedBits(string name) => Assert.Equal(Committed.Value[name][0], Floats.Value[name]);

    [Theory]
    [MemberData(nameof(ElementaryFunction.Names), MemberType = typeof(ElementaryFunction))]
    public void DoublesHaveTheCommittedBits(string name) => Assert.Equal(Committed.Value[name][1], OfDoubles(name));

    [Fact(Explicit = true)]
    public void WriteNumericChecksums() =>
        File.WriteAllLines(CommittedPath(), ElementaryFunction.All.Keys.Select(name => $"{name}\t{Floats.Value[name]}\t{OfDoubles(name)}"));

    // Of all functions at once: to make the arguments takes as long as a function does.
    private static Dictionary<string, string> HashFloats()
    {
        var functions = ElementaryFunction.All.ToArray();
        var parts = new BitHash[Samples.FloatParts][];
        Parallel.For(0, parts.Length, new ParallelOptions { MaxDegreeOfParallelism = 2 }, part =>
        {
            var hashes = functions.Select(_ => new BitHash()).ToArray();
            var results = new float[4096];
            foreach (var samples in Samples.Floats(part, Step))
            {
                for (var f = 0; f < functions.Length; f++)
                {
                    hashes[f].Add(MemoryMarshal.AsBytes(Evaluate(functions[f].Value, samples.Span, results)));
                }
            }

            parts[part] = hashes;
        });
        return functions.Select((function, f) => (function.Key, Hash: HashOf(parts.Select(part => part[f])))).ToDictionary(pair => pair.Key, pair => pair.Hash, StringComparer.Ordinal);
    }

    private static ReadOnlySpan<float> Evaluate(ElementaryFunction function, ReadOnlySpan<float> samples, Span<float> results)
    {
        results = results[..samples.Length];
        function.OfFloats(samples, results);
        for (var i = 0; i < results.Length; i++)
        {
            results[i] = float.IsNaN(results[i]) || !function.Takes(samples[i]) ? float.NaN : results[i];
        }

        return results;
    }

    private static string OfDoubles(string name)
    {
        var function = ElementaryFunction.All[name];
        var parts = new BitHash[Samples.DoubleParts];
        Parallel.For(0, parts.Length, new ParallelOptions { MaxDegreeOfParallelism = 2 }, part =>
        {
            var samples = Samples.Doubles(part, function.Thresholds);
            var results = new double[samples.Length];
            function.OfDoubles(samples, results);
            for (var i = 0; i < results.Length; i++)
            {
                results[i] = double.IsNaN(results[i]) || !function.Takes(samples[i]) ? double.NaN : results[i];
            }

            parts[part] = new BitHash();
            parts[part].Add(MemoryMarshal.AsBytes<double>(results));
        });
        return HashOf(parts);
    }

    private static string HashOf(IEnumerable<BitHash> parts)
    {
        var hash = new BitHash();
        foreach (var part in parts)
        {
            hash.Add(part.Value);
        }

        return hash.ToString();
    }

    private static string CommittedPath([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "checksums.txt");
}
