using System.Reflection;
using Counterweight.Losses.Point;
using Xunit;

namespace Counterweight.Tests.Labels;

/// <summary>Labels of tensors and of other programs are longs: whatever takes ints takes them, to the same bits.</summary>
public sealed class LabelTypeTests
{
    /// <summary>Methods that take ints alone, and why.</summary>
    private static readonly Dictionary<string, string> Exceptions = new(StringComparer.Ordinal)
    {
        ["ClassHistogram.Build"] = "Trees read the labels of a node's rows at every node: longs would be read as twice the memory each time.",
        ["WeightedLabels.Pack"] = "As for histograms: trees make one array of ints for all.",
        ["EditedNearestNeighbors.FromNeighbors"] = "Beside LabeledRows.",
        ["NeighborhoodCleaning.FromNeighbors"] = "Beside LabeledRows.",
        ["TomekLinks.FromNeighbors"] = "Beside LabeledRows.",
        ["LabeledRows..ctor"] = "New rows have labels that are written, as ints, and are put behind those of the old ones.",
        ["NominalFeature.FromLabels"] = "Beside LabeledRows.",
        ["EffectiveSampleSize.Of"] = "Longs are counts of classes there.",
        ["LabelWindow.Restore"] = "It takes what Snapshot gives.",
    };

    /// <summary>Each has a low half that is a label.</summary>
    public static TheoryData<long> NoLabels => [1L << 32, (1L << 32) + 1, -1L << 32, (1L << 32) + LabelEntries.Ignored, long.MinValue, (1L << 32) - 1];

    [Fact]
    public void EveryPublicMethodTakesBothTypes()
    {
        var methods = Methods().ToLookup(Signature, StringComparer.Ordinal);
        var ofInts = Methods().Where(method => HasLabels(method, typeof(ReadOnlySpan<int>))).ToArray();
        var ofLongs = ofInts.Where(method => methods.Contains(Signature(method).Replace("*Int32", "*Int64", StringComparison.Ordinal))).ToArray();
        Assert.Equal(Exceptions.Keys.Order(StringComparer.Ordinal), ofInts.Except(ofLongs).Select(Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

        var tried = LabelEntries.Of(20).Where(entry => entry.Column is "labels").ToLookup(entry => entry.Name, StringComparer.Ordinal);
        Assert.Equal(ofLongs.Select(Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), tried.Select(entries => entries.Key).Order(StringComparer.Ordinal));
        Assert.All(ofLongs.GroupBy(Name, StringComparer.Ordinal), overloads => Assert.InRange(tried[overloads.Key].Count(), overloads.Count(), int.MaxValue));
    }

    [Theory]
    [InlineData(20)]
    [InlineData(256)]
    [InlineData(5003)]
    public void LongsGiveTheBitsOfInts(int rows) => Assert.All(LabelEntries.Of(rows), entry =>
    {
        var labels = LabelEntries.Labels(rows, entry.Classes, entry.Ignores);
        long[] longs = [.. labels];
        var before = entry.Outputs.Select(output => (Array)output.Clone()).ToArray();
        var (expected, expectedState) = (entry.Ints(labels), State(entry));
        foreach (var (saved, output) in before.Zip(entry.Outputs))
        {
            Array.Copy(saved, output, saved.Length);
        }

        Assert.Equal(expected, entry.Longs(longs));
        Assert.Equal(expectedState, State(entry));
    });

    [Theory]
    [MemberData(nameof(NoLabels))]
    public void ALabelThatIsNoneIsNamedAndNothingIsWritten(long label)
    {
        foreach (var (rows, index) in ((int, int)[])[(20, 0), (300, 259)])
        {
            Assert.All(LabelEntries.Of(rows), entry =>
            {
                long[] labels = [.. LabelEntries.Labels(rows, entry.Classes, entry.Ignores)];
                labels[index] = label;
                var before = entry.State;
                var error = Assert.ThrowsAny<ArgumentOutOfRangeException>(() => entry.Longs(labels));
                Assert.Equal((entry.Column, label), (error.ParamName, error.ActualValue));
                Assert.StartsWith(FormattableString.Invariant($"{entry.Column}[{index}] is {label}; "), error.Message, StringComparison.Ordinal);
                Assert.Equal(before, entry.State);
            });
        }
    }

    private static string State(LabelEntry entry) => string.Join('|', entry.Outputs.Select(output => string.Join(',', output.Cast<object>())));

    private static IEnumerable<MethodBase> Methods() => typeof(PointLoss).Assembly.GetExportedTypes()
        .SelectMany(type => type.GetMembers(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly))
        .OfType<MethodBase>();

    private static bool IsLabels(ParameterInfo parameter) => parameter.Name is "labels" or "predicted" or "answers" && parameter.ParameterType.Name is "ReadOnlySpan`1";

    private static bool HasLabels(MethodBase method, Type type) => method.GetParameters().Any(parameter => IsLabels(parameter) && parameter.ParameterType == type);

    private static string Name(MethodBase method) => method.DeclaringType!.Name.Split('`')[0] + "." + method.Name;

    /// <summary>Type, name and types of parameters, those of labels with a star.</summary>
    private static string Signature(MethodBase method) => method.DeclaringType + "." + method.Name + "`" + (method.IsGenericMethod ? method.GetGenericArguments().Length : 0) + string.Concat(
        method.GetParameters().Select(parameter => " " + (IsLabels(parameter) ? "*" + parameter.ParameterType.GetGenericArguments()[0].Name : parameter.ParameterType.ToString())));
}
