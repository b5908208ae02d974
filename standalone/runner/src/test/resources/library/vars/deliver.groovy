def call(Map config) {
    pipeline {
        agent none
        stages {
            stage('Deliver') {
                steps {
                    echo "Delivering ${config.what}"
                }
            }
        }
    }
}
