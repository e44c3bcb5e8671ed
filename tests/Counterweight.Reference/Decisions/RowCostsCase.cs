using System.Numerics;
using Counterweight.Reference.Catalog;
using Counterweight.Reference.Weighting;

namespace Counterweight.Reference.Decisions;

/// <summary>What the cases of costs of rows have in common: amounts, and an alarm that costs the same in all rows or, in full, its own in each.</summary>
public abstract class RowCostsCase<T>(string name, LossVariant variant, string entry) : WeightingCase<T>(variant == LossVariant.Full ? name + "-full" : name, entry)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Whether every row has its own cost of a false alarm.</summary>
    protected bool Full { get; } = variant == LossVariant.Full;

    /// <summary>Costs of false alarms and of misses.</summary>
    protected Operand[] Costs(Shape shape) =>
    [
        new("misses", typeof(T), shape.Rows),
        new("alarms", typeof(T), Full ? shape.Rows : 1, IsArgument: !Full),
    ];

    /// <summary>Costs of up to 1,000, some of them 0; wide ones over sixty powers of two.</summary>
    protected void GenerateCosts(OperandSet operands, InputKind kind, Random random)
    {
        foreach (var operand in (string[])["misses", "alarms"])
        {
            foreach (ref var cost in operands.Span<T>(operand))
            {
                cost = random.Next(6) == 0 ? T.Zero : Narrow(Math.ScaleB(random.NextDouble() * 1000, kind == InputKind.Wide ? random.Next(-30, 30) : 0));
            }
        }
    }

    /// <summary>The threshold of a row from its definition; +∞ where no mistake costs anything.</summary>
    protected double Threshold(OperandSet operands, int row)
    {
        var (alarm, miss) = (Wide(operands.Span<T>("alarms")[Full ? row : 0]), Wide(operands.Span<T>("misses")[row]));
        return alarm + miss == 0 ? double.PositiveInfinity : alarm / (alarm + miss);
    }
}
