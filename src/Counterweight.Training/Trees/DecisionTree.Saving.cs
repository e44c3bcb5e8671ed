using Counterweight.Training.Models;

namespace Counterweight.Training.Trees;

/// <content>Saving and loading.</content>
public sealed partial class DecisionTree
{
    static string IModelReader<DecisionTree>.KindName => "decision-tree";

    string ISavedModel.Kind => "decision-tree";

    void ISavedModel.Write(ModelWriter writer) => Write(writer);

    static DecisionTree IModelReader<DecisionTree>.Read(ModelReader reader) => Read(reader);

    internal void Write(ModelWriter writer)
    {
        writer.Integer(FeatureCount);
        writer.Integer(ClassCount);
        writer.Integer((int)Criterion);
        structure.Write(writer);
        foreach (var node in nodes)
        {
            writer.Integer(node.Label);
            writer.Long(node.Rows);
            writer.Double(node.Weight);
        }

        writer.Doubles(shares);
    }

    internal static DecisionTree Read(ModelReader reader)
    {
        var featureCount = reader.Integer(1, int.MaxValue, "a number of features");
        var classCount = reader.Integer(1, int.MaxValue, "a number of classes");
        var criterion = (Impurity)reader.Integer(0, (int)Impurity.Hellinger, "a criterion");
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
            ModelReader.Require(all[node].Rows >= 0 && all[node].Weight is >= 0 and <= 1, "rows are at least 0, shares of the weight in [0, 1]");
        }

        var leafShares = reader.Doubles();
        ModelReader.Require(leafShares.Length == (long)all.Length * classCount, "there is a share for each node and class");
        ModelReader.Require(Array.TrueForAll(leafShares, share => share is >= 0 and <= 1), "shares lie in [0, 1]");
        return new DecisionTree(all, leafShares, featureCount, classCount, splits.CategorySets.ToArray()) { Criterion = criterion };
    }
}
