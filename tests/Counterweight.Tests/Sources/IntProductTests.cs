using Xunit;

namespace Counterweight.Tests.Sources;

/// <summary>Sizes are never multiplied where 32 bits wrap silently.</summary>
[Trait("Registers", "any")]
public sealed class IntProductTests
{
    private const string Frame = """
        static class C
        {
            const int K = 3;
            static int Count => 8;
            static unsafe int M(int a, int b, nint n, long* p, int[] x)
            {
                var size = Count;
                var moving = Count;
                moving += a;
                @;
                return 0;
            }
        }
        """;

    [Fact]
    public void EveryProductOfIntsInTheKernelsIsKnown() => Known("Counterweight", KnownProducts.Kernels);

    [Fact]
    public void EveryProductOfIntsInTheTrainersIsKnown() => Known("Counterweight.Training", KnownProducts.Trainers);

    [Theory]
    [InlineData("var c = a * b", "a * b")]
    [InlineData("p += a * b", "a * b")]
    [InlineData("a *= b", "a *= b")]
    [InlineData("var c = x[(a * b) + 1]", "a * b")]
    [InlineData("var c = (long)(a * b)", "a * b")]
    [InlineData("var c = checked((long)a) + (b * 2)", "b * 2")]
    [InlineData("var c = checked(unchecked(a * b))", "a * b")]
    [InlineData("var c = new int[a << 3]", "a << 3")]
    [InlineData("var c = moving * 2", "moving * 2")]
    [InlineData("(size, a) = (a, b); var c = size * 2", "size * 2")]
    [InlineData("M(ref size); var c = size * 2", "size * 2")]
    [InlineData("var c = unknown * 2", "unknown * 2")]
    [InlineData("var c = (uint)a * (uint)b", "(uint)a * (uint)b")]
    public void ItIsFound(string statement, string expected) => Assert.Equal(["text: " + expected], IntProducts.Of(Frame.Replace("@", statement, StringComparison.Ordinal)));

    [Theory]
    [InlineData("var c = (long)a * b")]
    [InlineData("var c = n * b")]
    [InlineData("var c = checked(a * b)")]
    [InlineData("checked { a *= b; }")]
    [InlineData("var c = K * 5")]
    [InlineData("var c = 2 * size * K")]
    [InlineData("x[size] = 2 * size")]
    [InlineData("var c = 1.0 * a")]
    public void OthersAreNot(string statement) => Assert.Empty(IntProducts.Of(Frame.Replace("@", statement, StringComparison.Ordinal)));

    private static void Known(string folder, IReadOnlyDictionary<string, string> known)
    {
        var found = Found(folder);
        None("Neither wide, checked nor known", found.Except(known.Keys, StringComparer.Ordinal));
        None("Known but no longer there", known.Keys.Except(found, StringComparer.Ordinal));
    }

    private static void None(string what, IEnumerable<string> products)
    {
        var all = string.Join('\n', products);
        Assert.True(all.Length == 0, $"{what}:\n{all}");
    }

    private static string[] Found(string folder) =>
        [.. IntProducts.In(folder).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
