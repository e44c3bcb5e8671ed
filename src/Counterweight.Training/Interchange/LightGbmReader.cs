using Counterweight.Training.Boosting;
using Counterweight.Training.Models;

namespace Counterweight.Training.Interchange;

/// <summary>Reads the file: the head, then the trees, each a block of <c>key=values</c>.</summary>
internal sealed class LightGbmReader(TextReader text)
{
    private int lineNumber;

    public (GradientBoostingModel Model, ModelSchema Schema, string[] Objective) Read()
    {
        if (NextLine() is not "tree")
        {
            throw new InvalidDataException("This is no LightGBM model: its first line is not 'tree'.");
        }

        var head = ReadBlock();
        var featureCount = head.Integer("max_feature_idx", 0, int.MaxValue - 1) + 1;
        var outputs = head.Integer("num_tree_per_iteration", 1, int.MaxValue);
        var names = head.Texts("feature_names");
        if (names.Length != featureCount)
        {
            throw head.Fault("feature_names", Require.Text($"must have {featureCount} names and has {names.Length}"));
        }

        var trees = new ImportedTrees(featureCount);
        for (var line = NextContent(); line is not "end of trees"; line = NextContent())
        {
            if (line?.StartsWith("Tree=", StringComparison.Ordinal) != true)
            {
                throw line is null
                    ? new InvalidDataException("The LightGBM model is truncated: 'end of trees' is missing.")
                    : new InvalidDataException(Require.Text($"Line {lineNumber} is '{Shortened(line)}'; a tree or 'end of trees' was expected."));
            }

            trees.Add(LightGbmTree.Read(ReadBlock(), featureCount));
        }

        if (trees.Count % outputs != 0)
        {
            throw new InvalidDataException(Require.Text($"The number of trees, {trees.Count}, is no multiple of num_tree_per_iteration, {outputs}."));
        }

        var schema = new ModelSchema([.. names.Select(name => new FeatureSchema(name))], []);
        return (trees.ToModel(new double[outputs], head.Has("average_output") ? trees.Count / outputs : 1), schema, head.Has("objective") ? head.Texts("objective") : []);
    }

    private LightGbmBlock ReadBlock()
    {
        var block = new LightGbmBlock();
        for (var line = NextLine(); !string.IsNullOrWhiteSpace(line); line = NextLine())
        {
            block.Add(line, lineNumber);
        }

        return block;
    }

    private string? NextContent()
    {
        var line = NextLine();
        while (line is not null && string.IsNullOrWhiteSpace(line))
        {
            line = NextLine();
        }

        return line;
    }

    private string? NextLine()
    {
        lineNumber++;
        return text.ReadLine()?.TrimEnd();
    }

    private static string Shortened(string line) => line.Length > 40 ? string.Concat(line.AsSpan(0, 40), "…") : line;
}
