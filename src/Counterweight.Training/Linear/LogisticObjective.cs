using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Optimization;

namespace Counterweight.Training.Linear;

/// <summary>The loss as MathNet's minimizers want it: a point with its value and gradient.</summary>
internal sealed class LogisticObjective : IObjectiveFunction
{
    private readonly LogisticLoss loss;
    private readonly Action<LogisticObjective> onAccepted;
    private readonly double[] gradient;

    /// <param name="loss">What to minimise.</param>
    /// <param name="onAccepted">Told of every point an iteration ends at; ends the search by throwing.</param>
    public LogisticObjective(LogisticLoss loss, Action<LogisticObjective> onAccepted)
    {
        this.loss = loss;
        this.onAccepted = onAccepted;
        gradient = new double[loss.ParameterCount];
        Gradient = Vector<double>.Build.Dense(gradient);
        Point = Gradient;
    }

    public Vector<double> Point { get; private set; }

    public double Value { get; private set; }

    public Vector<double> Gradient { get; }

    public bool IsGradientSupported => true;

    public bool IsHessianSupported => false;

    public Matrix<double> Hessian => throw new NotSupportedException();

    public ReadOnlySpan<double> GradientValues => gradient;

    public void EvaluateAt(Vector<double> point)
    {
        Point = point;
        Value = loss.Evaluate(point.AsArray(), gradient);
    }

    // A line search begins with this call on the point the last one accepted: the one place to apply our own criteria.
    public IObjectiveFunction CreateNew()
    {
        onAccepted(this);
        return new LogisticObjective(loss, onAccepted);
    }

    public IObjectiveFunction Fork() => throw new NotSupportedException();
}
