using Counterweight.Calibration;

namespace Counterweight.Training;

/// <summary>How a <see cref="CalibratedClassifier"/> makes probabilities of those of its classifier.</summary>
public enum CalibrationMethod
{
    /// <summary>One line of log-odds a class (<see cref="PlattScaling"/>): few rows will do.</summary>
    Sigmoid,

    /// <summary>One function a class that never falls (<see cref="IsotonicCalibration"/>): for a thousand rows of the rarest class and more.</summary>
    Isotonic,

    /// <summary>One temperature for all classes (<see cref="TemperatureScaling"/>): the most probable class of a row stays.</summary>
    Temperature,
}
