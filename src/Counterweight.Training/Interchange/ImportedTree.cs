using Counterweight.Training.Trees;
using Counterweight.Traversal;

namespace Counterweight.Training.Interchange;

/// <summary>A tree of another library's file. Its nodes have numbers of its own.</summary>
internal abstract class ImportedTree
{
    /// <summary>The number of the root.</summary>
    public abstract int Root { get; }

    /// <summary>Nodes that the root may lead to, itself included.</summary>
    public abstract long NodeCount { get; }

    /// <summary>What a leaf adds to a score.</summary>
    public abstract double Value(int number);

    /// <summary>What training said of a node.</summary>
    public abstract GradientTreeNode Statistics(int number);

    /// <summary>What a node splits, and the numbers of its children; null of a leaf.</summary>
    /// <param name="number">The node.</param>
    /// <param name="sets">Takes the categories that it splits.</param>
    /// <exception cref="InvalidDataException">This package cannot split so.</exception>
    public abstract (TreeSplit Split, int Left, int Right)? Split(int number, CategorySetList sets);

    /// <summary>What tells that more nodes are met than there are.</summary>
    public abstract InvalidDataException TooManyNodes();
}
