using Counterweight.Training.Models;

namespace Counterweight.Training.Trees;

/// <content>Saving and loading.</content>
public sealed partial class DecisionTreeClassifier
{
    static string IModelReader<DecisionTreeClassifier>.KindName => "decision-tree";

    string ISavedModel.Kind => "decision-tree";

    void ISavedModel.Write(ModelWriter writer) => Write(writer);

    void ISavedModel.CheckSchema(ModelSchema schema) => structure.CheckSchema(schema);

    static DecisionTreeClassifier IModelReader<DecisionTreeClassifier>.Read(ModelReader reader) => Read(reader);

    internal void Write(ModelWriter writer)
    {
        writer.Integer(FeatureCount);
        writer.Integer(ClassCount);
        writer.Integer(Impurity.Number(Criterion));
        structure.Write(writer);
        foreach (var node in nodes)
        {
            writer.Integer(node.Label);
            writer.Long(node.RowCount);
            writer.Double(node.Weight);
        }

        writer.Doubles(fractions);
    }

    internal static DecisionTreeClassifier Read(ModelReader reader)
    {
        var featureCount = reader.Integer(1, int.MaxValue, "a number of features");
        var classCount = reader.Integer(1, int.MaxValue, "a number of classes");
        var criterion = Impurity.Read(reader.Integer(Impurity.Number(null), Impurity.All.Count - 1, "a criterion"));
        var splits = TreeStructure.Read(reader, featureCount);
        ModelReader.Require(splits.Roots is [0], "a tree has one root, node 0");
        var all = new TreeNode[splits.Nodes.Length];
        for (var node = 0; node < all.Length; node++)
        {
            var split = splits.Nodes[node];
            all[node] = new TreeNode(
                split.Feature,
                split.IsLeaf ? 0 : split.Threshold,
                split.MissingGoesLeft,
                split.Left,
                reader.Integer(0, classCount - 1, "a label"),
                reader.Long(),
                reader.Double(),
                split.CategorySet);
            ModelReader.Require(all[node].RowCount >= 0 && all[node].Weight is >= 0 and <= 1, "rows are at least 0, fractions of the weight in [0, 1]");
        }

        var leafFractions = reader.Doubles();
        ModelReader.Require(leafFractions.Length == (long)all.Length * classCount, "there is a fraction for each node and class");
        ModelReader.Require(Array.TrueForAll(leafFractions, fraction => fraction is >= 0 and <= 1), "fractions lie in [0, 1]");
        return new DecisionTreeClassifier(all, leafFractions, featureCount, classCount, splits.CategorySets.ToArray()) { Criterion = criterion };
    }
}
