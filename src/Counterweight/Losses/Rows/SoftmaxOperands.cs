using System.Runtime.InteropServices;
using Counterweight.Core.Checks;
using Counterweight.Core.Work;

namespace Counterweight.Losses.Rows;

/// <summary>Where the softmax loops read and write; an operand that is absent is null.</summary>
/// <remarks>A stride is that of rows in row-major matrices and that of classes in class-major ones; the other is 1.</remarks>
[StructLayout(LayoutKind.Auto)]
internal unsafe struct SoftmaxOperands<T>
    where T : unmanaged
{
    public T* Scores;
    public LabelColumn Labels;
    public T* ClassWeights;
    public T* SampleWeights;
    public T* Bias;
    public T* Margins;
    public T* Value;
    public T* Gradient;
    public T* Hessian;
    public T* LogSumExp;
    public int* ArgMax;
    public LossAccumulator* PerClass;
    public nint ScoreStride;
    public nint GradientStride;
    public nint HessianStride;
    public nint Rows;
    public int Classes;
    public int IgnoreLabel;
    public bool IsClassMajor;
    public bool IsTransformed;
    public bool CountsCorrect;
    public bool ClampHessian;
    public T LogitScale;
    public T GradientFactor;
    public T HessianFactor;

    public readonly ReadOnlySpan<T> ClassWeightSpan => new(ClassWeights, ClassWeights == null ? 0 : Classes);

    public readonly ClassLabels LabelSpan => Labels.Span(Rows);

    /// <summary>Whether the greatest logit of each row is requested.</summary>
    public readonly bool WantsArgMax => ArgMax != null || CountsCorrect;

    /// <summary>Whether any output of a row is requested beside its loss, gradient and Hessian.</summary>
    public readonly bool HasRowOutputs => WantsArgMax || LogSumExp != null || PerClass != null;

    public readonly int Items => WorkItems.Count(Rows, RowsPerItem(Classes));

    public static int RowsPerItem(int classes) => Math.Max(16, (LossTuning.LogitsPerItem / Math.Max(classes, 1)) & ~15);

    /// <summary>Whether each row is in a lane of its own: short rows, and class-major rows of any length.</summary>
    public readonly bool IsRowPerLane => IsClassMajor || Classes <= LossTuning.MaxRowPerLaneClasses;

    /// <summary>The number of long rows that are worked on together, at most one a lane.</summary>
    public readonly int LongRowsAtOnce(int lanes) => Math.Clamp(LossTuning.LogitsAtOnce / Classes, 1, lanes);

    public readonly SoftmaxOperands<T> Item(int item)
    {
        var (start, rows) = WorkItems.Range(item, RowsPerItem(Classes), Rows);
        return Slice(start, rows);
    }

    public readonly SoftmaxOperands<T> Slice(nint start, nint rows) => this with
    {
        Scores = Scores + Offset(start, ScoreStride),
        Labels = Labels + start,
        SampleWeights = SampleWeights == null ? null : SampleWeights + start,
        Value = Value == null ? null : Value + start,
        Gradient = Gradient == null ? null : Gradient + Offset(start, GradientStride),
        Hessian = Hessian == null ? null : Hessian + Offset(start, HessianStride),
        LogSumExp = LogSumExp == null ? null : LogSumExp + start,
        ArgMax = ArgMax == null ? null : ArgMax + start,
        Rows = rows,
    };

    /// <summary>Where a row begins.</summary>
    public readonly nint Offset(nint row, nint stride) => IsClassMajor ? row : row * stride;
}
