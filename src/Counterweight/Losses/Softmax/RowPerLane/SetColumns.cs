using Counterweight.Losses.Rows;

namespace Counterweight.Losses.Softmax.RowPerLane;

/// <summary>Where the columns of sets of rows lie: first the scores, which exponentials replace or leave.</summary>
/// <remarks>Strides are from a column of a set to the next one, steps from a set to the next one.</remarks>
internal unsafe struct SetColumns<T>
    where T : unmanaged
{
    public T* Scores;
    public T* Exps;
    public nint ScoreStride;
    public nint ScoreStep;
    public nint ExpStride;
    public nint ExpStep;

    /// <summary>Row-major rows: their columns are transposed to blocks on the stack, where exponentials replace scores.</summary>
    /// <param name="first">The first column of the first set.</param>
    /// <param name="size">Elements of a block.</param>
    /// <param name="setBlocks">Blocks from a set to the next.</param>
    public static SetColumns<T> OnStack(T* first, int size, int setBlocks) => new()
    {
        Scores = first,
        Exps = first,
        ScoreStride = size,
        ScoreStep = (nint)setBlocks * size,
        ExpStride = size,
        ExpStep = (nint)setBlocks * size,
    };

    /// <summary>Class-major rows: their columns are blocks in memory. Exponentials go straight to the first output there is.</summary>
    /// <param name="operands">The rows.</param>
    /// <param name="unused">A block of a set, over which all exponentials are written where there is no output of their size.</param>
    /// <param name="size">Elements of a block.</param>
    /// <param name="setBlocks">Blocks from a set to the next.</param>
    public static SetColumns<T> InPlace(in SoftmaxOperands<T> operands, T* unused, int size, int setBlocks)
    {
        var columns = OnStack(unused, size, setBlocks) with { Scores = operands.Scores, ScoreStride = operands.ScoreStride, ScoreStep = size, ExpStride = 0 };
        return operands.Gradient != null ? columns with { Exps = operands.Gradient, ExpStride = operands.GradientStride, ExpStep = size }
            : operands.Hessian != null ? columns with { Exps = operands.Hessian, ExpStride = operands.HessianStride, ExpStep = size }
            : columns;
    }

    /// <summary>Moves class-major columns on by some rows.</summary>
    public void MoveOn(nint rows)
    {
        Scores += rows;
        Exps += ExpStride == 0 ? 0 : rows;
    }
}
