using System.Text.RegularExpressions;
using Xunit;

namespace Counterweight.Tests;

/// <summary>Reads the sources: nothing in a result may come from a routine whose order of additions, or whose polynomial, depends on the width of a register.</summary>
[Trait("Registers", "any")]
public class ReproducibleSourcesTests
{
    private const string Call = @"TensorPrimitives\s*\.\s*(?<name>\w+)";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>What gives each element, or an extreme of all, by itself: exact, whatever the width.</summary>
    private static readonly HashSet<string> ExactOperations = new(
        ["Add", "Subtract", "Multiply", "Divide", "Negate", "Abs", "Clamp", "FusedMultiplyAdd", "BitwiseOr", "ShiftRightLogical", "ConvertTruncating", "ConvertChecked", "ConvertSaturating", "Max", "Min", "IndexOfMax", "IndexOfMin", "IsFiniteAll"],
        StringComparer.Ordinal);

    /// <summary>Sums of lanes that hold integers, which have no order.</summary>
    private static readonly HashSet<string> IntegerSums = new(["src/Counterweight/Histograms/Increments/GradientQuantizer.cs", "src/Counterweight/Neighbors/GridRow.cs"], StringComparer.Ordinal);

    [Fact]
    public void TensorPrimitivesOnlyServeWhatIsExactPerElement()
    {
        var found = Find(Call, static _ => true).ToArray();
        Assert.NotEmpty(found);
        Assert.Empty(found.Where(use => !ExactOperations.Contains(use.Name)).Select(use => $"{use.Place}: TensorPrimitives.{use.Name}"));
    }

    [Fact]
    public void NoSumOfLanesButOfIntegers() =>
        Assert.Empty(Find(@"\bVector(?:64|128|256|512)?(?:<\w+>)?\s*\.\s*(?<name>Sum|Dot)\b", static file => !IntegerSums.Contains(file)).Select(use => $"{use.Place}: Vector.{use.Name}"));

    [Theory]
    [InlineData("var sum = TensorPrimitives.Sum<double>(gains);", "Sum")]
    [InlineData("TensorPrimitives\n    .Norm(x)", "Norm")]
    [InlineData("TensorPrimitives.ProductOfSums(x, y)", "ProductOfSums")]
    public void TheReaderSeesThem(string source, string name) =>
        Assert.Equal(name, Assert.Single(Regex.Matches(source, Call, RegexOptions.ExplicitCapture, Limit).Select(match => match.Groups["name"].Value), one => !ExactOperations.Contains(one)));

    private static IEnumerable<(string Place, string Name)> Find(string pattern, Func<string, bool> isRead)
    {
        foreach (var file in SourceTree.Files("src").Where(isRead))
        {
            var text = File.ReadAllText(Path.Combine(SourceTree.Root, file));
            foreach (Match match in Regex.Matches(text, pattern, RegexOptions.ExplicitCapture, Limit))
            {
                yield return ($"{file}:{text.AsSpan(0, match.Index).Count('\n') + 1}", match.Groups["name"].Value);
            }
        }
    }
}
