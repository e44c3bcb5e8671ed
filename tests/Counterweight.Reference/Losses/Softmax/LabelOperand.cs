using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Losses.Softmax;

/// <summary>The labels of a softmax case, ints or longs.</summary>
/// <param name="isLong">Whether they are longs.</param>
internal readonly struct LabelOperand(bool isLong)
{
    private const string Name = "labels";

    /// <summary>Bytes of a label.</summary>
    public double Size => isLong ? sizeof(long) : sizeof(int);

    public Operand Of(int rows) => new(Name, isLong ? typeof(long) : typeof(int), rows);

    public void Generate(OperandSet operands, int classes, int ignored, Random random)
    {
        if (!isLong)
        {
            Inputs.Labels(operands.Span<int>(Name), classes, ignored, random);
            return;
        }

        var wide = operands.Span<long>(Name);
        var labels = new int[wide.Length];
        Inputs.Labels(labels, classes, ignored, random);
        for (var row = 0; row < wide.Length; row++)
        {
            wide[row] = labels[row];
        }
    }

    /// <summary>The labels as ints.</summary>
    public ReadOnlySpan<int> Read(OperandSet operands)
    {
        if (!isLong)
        {
            return operands.Span<int>(Name);
        }

        var wide = operands.Span<long>(Name);
        var labels = new int[wide.Length];
        for (var row = 0; row < labels.Length; row++)
        {
            labels[row] = checked((int)wide[row]);
        }

        return labels;
    }
}
