using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Checks;

namespace Counterweight.Decisions;

/// <summary>Checks of costs, labels and answers.</summary>
internal static class DecisionChecks
{
    /// <summary>One cost for all rows, or one a row.</summary>
    public static void RowCosts<T>(ReadOnlySpan<T> costs, int rows, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (costs.Length != 1 && costs.Length != rows)
        {
            throw new ArgumentException(Guard.Text($"{name} has {costs.Length} elements; it must have one for all, or {rows}, one a row."), name);
        }

        Guard.Elements(default(RowCostCheck<T>), costs, name, "a cost must be at least 0 and at most half of the greatest number");
    }

    /// <summary>An output over an input of as many elements starts where that starts; one over a single element is refused, since all rows read that.</summary>
    public static void MayReplace<T>(ReadOnlySpan<T> destination, ReadOnlySpan<T> input, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (input.Length == destination.Length)
        {
            Guard.NoPartialOverlap(destination, input, "destination", name);
        }
        else
        {
            Guard.Disjoint<T, T>(destination, input, "destination", name);
        }
    }

    /// <summary>Every label and every answer is a class.</summary>
    public static void Answers<TLabel>(ReadOnlySpan<TLabel> labels, ReadOnlySpan<TLabel> answers, int classCount)
        where TLabel : unmanaged, IBinaryInteger<TLabel>
    {
        Guard.SameLength(answers.Length, labels.Length, nameof(answers), nameof(labels));
        Classes(labels, classCount, nameof(labels), "a label");
        Classes(answers, classCount, nameof(answers), "an answer");
    }

    /// <summary>Every number is a class.</summary>
    public static void Classes<TLabel>(ReadOnlySpan<TLabel> labels, int classCount, string name, string what)
        where TLabel : unmanaged, IBinaryInteger<TLabel>
    {
        var index = LabelLoop.FirstRejected(labels, classCount, null);
        if (index >= 0)
        {
            throw new ArgumentOutOfRangeException(name, labels[index], Guard.Text($"{name}[{index}] is {labels[index]}; {what} must lie in [0, {classCount})."));
        }
    }

    /// <summary>Numbers in (0, 1).</summary>
    public static void Inside(double value, string name) => Guard.Parameter(value > 0 && value < 1, value, name, "lie in (0, 1)");

    /// <summary>A cost whose sum with another is finite.</summary>
    private readonly struct RowCostCheck<T> : IElementCheck<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TBlock Accepts<TBlock>(TBlock element)
            where TBlock : struct, IBlock<TBlock, T> =>
            TBlock.LessThanOrEqual(TBlock.Zero, element) & TBlock.LessThanOrEqual(element, TBlock.Constant(typeof(T) == typeof(float) ? float.MaxValue / 2 : double.MaxValue / 2));
    }
}
