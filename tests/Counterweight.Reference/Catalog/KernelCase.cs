namespace Counterweight.Reference.Catalog;

/// <summary>One public kernel, at one element type: how to feed it, call it and judge it.</summary>
public abstract class KernelCase
{
    /// <summary>The kernel's name in tables: <c>binary-cross-entropy</c>.</summary>
    public abstract string Name { get; }

    /// <summary>float, double, or long for kernels of integers.</summary>
    public abstract Type ElementType { get; }

    /// <summary>The public entry it calls, <c>PointLoss.Evaluate</c>, and, where the entry takes one, the operator: <c>BinaryCrossEntropy`1</c>.</summary>
    public abstract IReadOnlyList<string> Covers { get; }

    /// <summary>Shapes worth timing.</summary>
    public abstract IReadOnlyList<Shape> BenchmarkShapes { get; }

    /// <summary>Whether rows have a width that tests may vary.</summary>
    public abstract bool HasWidth { get; }

    /// <summary>Whether the kernel takes a degree of parallelism.</summary>
    public virtual bool IsParallel => true;

    /// <summary>Fewest rows the kernel accepts.</summary>
    public virtual int MinRowCount => 0;

    /// <summary>Widest row the kernel accepts, or that tests have the memory for.</summary>
    public virtual int MaxWidth => int.MaxValue;

    /// <summary>Whether an output that has elements for each row has them from that row's inputs alone.</summary>
    public virtual bool RowsAreIndependent => true;

    /// <summary>Whether rows are compared with all rows: work grows with the square of their number.</summary>
    public virtual bool ComparesAllRows => false;

    /// <summary>Whether each call allocates tables, as the documentation of the kernel says.</summary>
    public virtual bool AllocatesTables => false;

    /// <summary>Bytes of input and output that pass for each element.</summary>
    public abstract double BytesPerElement(Shape shape);

    /// <summary>exp, log and the like evaluated for each element.</summary>
    public abstract double TranscendentalsPerElement { get; }

    /// <summary><c>float32</c>, <c>float64</c> or <c>int64</c>.</summary>
    public string DType => ElementType == typeof(float) ? "float32" : ElementType == typeof(double) ? "float64" : "int64";

    /// <summary>The spans of a call of this shape.</summary>
    public abstract IReadOnlyList<Operand> Operands(Shape shape);

    /// <summary>Fills the inputs, the same for the same seed everywhere.</summary>
    public abstract void Generate(OperandSet operands, Shape shape, InputKind kind, int seed);

    /// <summary>Calls the public entry, allocating nothing but the kernel's tables where <paramref name="degreeOfParallelism"/> is 1.</summary>
    public abstract void Run(OperandSet operands, Shape shape, int degreeOfParallelism);

    /// <summary>The same work as plain scalar code in the kernel's own element type, into the outputs: the baseline of benchmarks.</summary>
    public abstract void RunScalar(OperandSet operands, Shape shape);

    /// <summary>The same work composed of TensorPrimitives calls, into the outputs; null where no composition makes sense.</summary>
    public virtual Action<OperandSet, Shape>? RunTensorPrimitives => null;

    /// <summary>Every output by the definition, in double.</summary>
    public abstract IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape);

    /// <summary>How near the named output must come.</summary>
    public abstract Bound BoundOf(string output);

    /// <inheritdoc/>
    public override string ToString() => $"{Name} {DType}";
}
