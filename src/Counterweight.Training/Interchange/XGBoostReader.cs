using System.Globalization;
using Counterweight.Training.Boosting;
using Counterweight.Training.Models;

namespace Counterweight.Training.Interchange;

/// <summary>Reads the parsed file: parameters, then trees class by class.</summary>
internal sealed class XGBoostReader
{
    private const int MaxClasses = 1_000_000;

    private readonly JsonField file;
    private readonly JsonField learner;
    private readonly JsonField parameters;
    private readonly int featureCount;
    private readonly int outputCount;

    public XGBoostReader(JsonField file)
    {
        this.file = file;
        learner = file.Member("learner");
        parameters = learner.Member("learner_model_param");
        featureCount = parameters.Member("num_feature").Integer(1, int.MaxValue);
        outputCount = Math.Max(parameters.Member("num_class").Integer(0, MaxClasses), 1);
        if (parameters.Find("num_target") is { } targets && targets.Integer(1, int.MaxValue) is > 1 and var count)
        {
            throw targets.Fault(Require.Text($"is {count}: models of several targets are not read"));
        }
    }

    public (GradientBoostingModel Model, ModelSchema Schema, XGBoostObjective Objective) Read()
    {
        var objective = new XGBoostObjective(learner.Member("objective").Member("name"));
        var starts = Starts(objective);
        return (ReadTrees().ToModel(starts), Schema(), objective);
    }

    private ModelSchema Schema()
    {
        if (learner.Find("feature_names") is not { Count: > 0 } names)
        {
            return ModelSchema.None;
        }

        return names.Count == featureCount
            ? new ModelSchema([.. names.Items().Select(name => new FeatureSchema(name.Text()))], [])
            : throw names.Fault(Require.Text($"must have {featureCount} names and has {names.Count}"));
    }

    // One for all scores, as a number, or from release 3.1 on a list of one for each.
    private double[] Starts(XGBoostObjective objective)
    {
        if (objective.IsRaw && file.Member("version").Items() is var version && (version.Length < 2 || !IsFrom17(version)))
        {
            throw file.Fault(Require.Text($"is of a version before 1.7 and of {objective.Name}, whose base_score meant something else then"));
        }

        var field = parameters.Member("base_score");
        var text = field.Text().AsSpan().Trim();
        var isList = text is ['[', .., ']'];
        var scores = (isList ? text[1..^1] : text).ToString().Split(',');
        if (scores.Length != 1 && scores.Length != outputCount)
        {
            throw field.Fault(Require.Text($"has {scores.Length} values for {outputCount} scores"));
        }

        var starts = new double[outputCount];
        for (var i = 0; i < starts.Length; i++)
        {
            var score = scores[scores.Length == 1 ? 0 : i];
            starts[i] = float.TryParse(score, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? objective.Start(number, isList) : double.NaN;
            if (!double.IsFinite(starts[i]))
            {
                throw field.Fault(Require.Text($"has '{score}', from which no score of {objective.Name} starts"));
            }
        }

        return starts;
    }

    private static bool IsFrom17(JsonField[] version)
    {
        var (major, minor) = (version[0].Integer(0, int.MaxValue), version[1].Integer(0, int.MaxValue));
        return major > 1 || (major == 1 && minor >= 7);
    }

    private ImportedTrees ReadTrees()
    {
        var booster = learner.Member("gradient_booster");
        var name = booster.Member("name");
        var isDart = name.Text() is "dart";
        if (!isDart && name.Text() is not "gbtree")
        {
            throw name.Fault(Require.Text($"is '{name.Text()}'; models of gbtree and dart are read, which have trees"));
        }

        var model = (isDart ? booster.Member("gbtree") : booster).Member("model");
        var fields = model.Member("trees").Items();
        var weights = isDart ? booster.Member("weight_drop").Singles(fields.Length) : [.. Enumerable.Repeat(1f, fields.Length)];
        var trees = new ImportedTrees(featureCount);
        foreach (var i in Order(model.Member("tree_info"), fields.Length))
        {
            if (fields[i].Find("id") is { } id && id.Integer(0, int.MaxValue) != i)
            {
                throw id.Fault(Require.Text($"is {id.Integer(0, int.MaxValue)}; trees must stand in the order of their numbers"));
            }

            trees.Add(new XGBoostTree(fields[i], featureCount, float.IsFinite(weights[i]) ? weights[i] : throw booster.Member("weight_drop").Fault(i, Require.Text($"is {weights[i]}; it must be finite"))));
        }

        return trees;
    }

    // Here trees of the classes take turns. There several of a class may stand side by side (num_parallel_tree).
    private int[] Order(JsonField field, int treeCount)
    {
        var classes = field.Integers(treeCount, 0, outputCount - 1);
        if (treeCount % outputCount != 0)
        {
            throw field.Fault(Require.Text($"has {treeCount} trees for {outputCount} classes, not as many of each"));
        }

        var (order, seen) = (new int[treeCount], new int[outputCount]);
        for (var tree = 0; tree < treeCount; tree++)
        {
            var place = ((long)seen[classes[tree]]++ * outputCount) + classes[tree];
            if (place >= treeCount)
            {
                throw field.Fault(Require.Text($"has more than {treeCount / outputCount} trees of class {classes[tree]}, of {treeCount} for {outputCount} classes; there must be as many of each"));
            }

            order[place] = tree;
        }

        return order;
    }
}
