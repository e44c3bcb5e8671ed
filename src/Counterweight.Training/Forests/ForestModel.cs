using Counterweight.Training.Models;
using Counterweight.Training.Trees;

namespace Counterweight.Training.Forests;

/// <summary>What a fitted forest consists of.</summary>
/// <param name="Trees">Splits of all trees, children numbered from the first node of all.</param>
/// <param name="Fractions">Class fractions of each node.</param>
/// <param name="FeatureImportances">One a feature.</param>
/// <param name="ClassCount">Classes.</param>
/// <param name="OutOfBag">Present where asked for.</param>
internal sealed record ForestModel(
    TreeStructure Trees,
    double[] Fractions,
    double[] FeatureImportances,
    int ClassCount,
    OutOfBag? OutOfBag)
{
    public void Write(ModelWriter writer)
    {
        writer.Integer(FeatureImportances.Length);
        writer.Integer(ClassCount);
        Trees.Write(writer);
        writer.Doubles(Fractions);
        writer.Doubles(FeatureImportances);
    }

    public static ForestModel Read(ModelReader reader)
    {
        var featureCount = reader.Integer(1, int.MaxValue, "a number of features");
        var classCount = reader.Integer(1, int.MaxValue, "a number of classes");
        var trees = TreeStructure.Read(reader, featureCount);
        var fractions = reader.Doubles();
        ModelReader.Require(fractions.Length == (long)trees.Nodes.Length * classCount, "there is a fraction for each node and class");
        ModelReader.Require(Array.TrueForAll(fractions, fraction => fraction is >= 0 and <= 1), "fractions lie in [0, 1]");
        var importances = reader.Doubles();
        ModelReader.Require(importances.Length == featureCount && Array.TrueForAll(importances, importance => importance is >= 0 and <= 1 + 1e-9), "there is an importance in [0, 1] for each feature");
        return new ForestModel(trees, fractions, importances, classCount, null);
    }
}
