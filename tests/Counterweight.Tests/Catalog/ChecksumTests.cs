using System.Globalization;
using System.Runtime.CompilerServices;
using Counterweight.Reference.Catalog;
using Xunit;

namespace Counterweight.Tests.Catalog;

/// <summary>
/// The bits of every output for fixed inputs, as <c>checksums.txt</c> has them: a line for each case, with a hash of
/// a few small shapes, one of larger ones and, for each kind of input, one of the shapes of <see cref="AccuracyTests"/>. Every machine, register width and number of threads must agree.
/// </summary>
/// <remarks>To accept new bits: <c>dotnet Counterweight.Tests.dll -explicit only -method *.WriteChecksums</c>.</remarks>
public sealed class ChecksumTests
{
    private static readonly Lazy<Dictionary<string, string[]>> Committed = new(() => File
        .ReadLines(Path.Combine(AppContext.BaseDirectory, "Catalog", "checksums.txt"))
        .Select(line => line.Split('\t'))
        .ToDictionary(fields => fields[0], fields => fields[1..], StringComparer.Ordinal));

    [Theory]
    [Trait("Checksums", "small")]
    [MemberData(nameof(CaseNames.All), MemberType = typeof(CaseNames))]
    public void SmallShapesHaveTheCommittedBits(string name) => Compare(name, 0, Hash(name, Small));

    [Theory]
    [MemberData(nameof(CaseNames.All), MemberType = typeof(CaseNames))]
    public void LargerShapesHaveTheCommittedBits(string name) => Compare(name, 1, Hash(name, Larger));

    [Theory]
    [MemberData(nameof(CaseNames.WithInputs), MemberType = typeof(CaseNames))]
    public void DenseShapesHaveTheCommittedBits(string name, InputKind kind) => Compare(name, 2 + (int)kind, Dense(KernelCatalog.Find(name), kind));

    [Fact]
    public void NoCommittedCaseIsGone() => Assert.Equal(KernelCatalog.All.Select(kernel => kernel.ToString()), Committed.Value.Keys, StringComparer.Ordinal);

    [Fact(Explicit = true)]
    public void WriteChecksums() => File.WriteAllLines(
        CommittedPath(), KernelCatalog.All.Select(kernel => string.Join(
            '\t', [kernel.ToString(), Hash(kernel, Small(kernel)), Hash(kernel, Larger(kernel)), .. Enum.GetValues<InputKind>().Select(kind => Dense(kernel, kind))])));

    private static IEnumerable<Shape> Small(KernelCase kernel) => Shapes.Few(kernel).Where(shape => shape.Elements <= 300);

    private static IEnumerable<Shape> Larger(KernelCase kernel) => [.. Shapes.Few(kernel).Where(shape => shape.Elements > 300), .. Shapes.Large(kernel)];

    private static void Compare(string name, int column, string hash)
    {
        Assert.True(Committed.Value.TryGetValue(name, out var hashes), "checksums.txt has no such case.");
        Assert.Equal(hashes[column], hash);
    }

    private static string Hash(string name, Func<KernelCase, IEnumerable<Shape>> shapes)
    {
        var kernel = KernelCatalog.Find(name);
        return Hash(kernel, shapes(kernel));
    }

    // The calls of AccuracyTests.
    private static string Dense(KernelCase kernel, InputKind kind)
    {
        var hash = new BitHash();
        foreach (var shape in Shapes.Dense(kernel))
        {
            using var set = Call.Prepare(kernel, shape, kind, Call.SeedOf(shape));
            Call.Run(kernel, set, shape);
            foreach (var output in kernel.Operands(shape).Where(operand => operand.IsOutput))
            {
                hash.Add(set.Bytes(output.Name));
            }
        }

        return hash.ToString();
    }

    private static string Hash(KernelCase kernel, IEnumerable<Shape> shapes)
    {
        var hash = 14695981039346656037UL;
        foreach (var shape in shapes)
        {
            foreach (var kind in Enum.GetValues<InputKind>())
            {
                using var set = Call.Prepare(kernel, shape, kind, seed: 7);
                Call.Run(kernel, set, shape);
                foreach (var output in kernel.Operands(shape).Where(operand => operand.IsOutput))
                {
                    foreach (var part in set.Bytes(output.Name))
                    {
                        hash = (hash ^ part) * 1099511628211;
                    }
                }
            }
        }

        return hash.ToString("x16", CultureInfo.InvariantCulture);
    }

    private static string CommittedPath([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "checksums.txt");
}
