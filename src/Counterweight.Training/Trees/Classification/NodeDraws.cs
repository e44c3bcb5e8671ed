using System.Runtime.InteropServices;
using Counterweight.Training.Trees.Growth;

namespace Counterweight.Training.Trees.Classification;

/// <summary>
/// The random numbers of a node: a block of four words of its stream serves each feature that it draws, two words for which feature it is and two for
/// its threshold. They are made together.
/// </summary>
/// <param name="most">Features that are drawn at a time.</param>
internal sealed class NodeDraws(int most)
{
    private readonly ulong[] numbers = new ulong[2L * most];

    /// <summary>Makes the numbers of some of the features, of those that the node draws from <paramref name="first"/> on.</summary>
    public void Make(NodeKey key, int first, int count) =>
        key.Stream().FillBits(4L * first, MemoryMarshal.Cast<ulong, uint>(numbers.AsSpan(0, checked(2 * count))));

    /// <summary>Which one of <paramref name="bound"/> features is drawn; biased by less than bound/2⁶⁴.</summary>
    public int Below(int number, int bound) => (int)Math.BigMul(numbers[2L * number], (ulong)bound, out _);

    /// <summary>What a threshold is drawn by: never 0, which stands for none.</summary>
    public ulong Threshold(int number) => numbers[(2L * number) + 1] | 1;
}
