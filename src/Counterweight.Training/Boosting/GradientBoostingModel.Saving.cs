using Counterweight.Training.Models;
using Counterweight.Training.Trees;

namespace Counterweight.Training.Boosting;

/// <content>Saving and loading.</content>
public sealed partial class GradientBoostingModel
{
    internal void CheckSchema(ModelSchema schema) => trees.CheckSchema(schema);

    internal void Write(ModelWriter writer)
    {
        writer.Integer(FeatureCount);
        writer.Doubles(initialScores);
        writer.Flag(HasVectorLeaves);

        // Early stopping may have kept no round at all.
        writer.Flag(TreeCount > 0);
        if (TreeCount > 0)
        {
            trees.Write(writer);
            foreach (var node in statistics)
            {
                writer.Double(node.Gain);
                writer.Long(node.RowCount);
                writer.Double(node.Weight);
                writer.Double(node.Hessian);
            }

            writer.Doubles(values);
        }
    }

    internal static GradientBoostingModel Read(ModelReader reader)
    {
        var featureCount = reader.Integer(1, int.MaxValue, "a number of features");
        var start = reader.Doubles();
        ModelReader.Require(start.Length > 0 && Array.TrueForAll(start, double.IsFinite), "there is an initial score, and all are finite");
        var hasVectorLeaves = reader.Flag();
        if (!reader.Flag())
        {
            return new GradientBoostingModel(featureCount, hasVectorLeaves, start, TreeStructure.None, [], []);
        }

        var readTrees = TreeStructure.Read(reader, featureCount);
        ModelReader.Require(hasVectorLeaves || readTrees.Roots.Length % start.Length == 0, "there is a tree for each output and round");
        var said = new GradientTreeNode[readTrees.Nodes.Length];
        foreach (ref var node in said.AsSpan())
        {
            node = new GradientTreeNode(reader.Double(), reader.Long(), reader.Double(), reader.Double());
            ModelReader.Require(
                node.Gain >= 0 && double.IsFinite(node.Gain) && node.RowCount >= 0 && node.Weight is >= 0 and <= 1 && node.Hessian >= 0 && double.IsFinite(node.Hessian),
                "gains, rows and Hessians are at least 0, fractions of the weight in [0, 1]");
        }

        var leafValues = reader.Doubles();
        ModelReader.Require(leafValues.Length == (long)said.Length * (hasVectorLeaves ? start.Length : 1), "there is a value for each node, or for each of its outputs");
        ModelReader.Require(Array.TrueForAll(leafValues, double.IsFinite), "values are finite");
        return new GradientBoostingModel(featureCount, hasVectorLeaves, start, readTrees, said, leafValues);
    }
}
